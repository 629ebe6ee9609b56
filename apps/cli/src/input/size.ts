import { Trouble } from '../edge/trouble.ts';

/** `80x24` in cells; 80x24 without a text. @throws Trouble */
export function sizeOf(text: string | undefined): { readonly columns: number; readonly rows: number } {
  if (text === undefined) return { columns: 80, rows: 24 };
  const [, columns, rows] = /^(\d{2,3})x(\d{2,3})$/.exec(text) ?? [];
  if (columns === undefined || rows === undefined)
    throw new Trouble(`--size ${text}: write columns and rows, as 80x24`);
  return { columns: Number(columns), rows: Number(rows) };
}
