export type Inputs = Readonly<Record<string, number | string>>;

export interface Rule {
  /** One clause: what was decided, in general. */
  readonly says: string;
  /** The upstream function or document it corresponds to. */
  readonly upstream: string;
  /** The arithmetic with numbers, a line each. */
  readonly sums: (inputs: Inputs) => readonly string[];
}

export const rule = (says: string, upstream: string, sums: Rule['sums'] = () => []): Rule => ({ says, upstream, sums });

export const num = (inputs: Inputs, name: string): number => Number(inputs[name] ?? 0);
