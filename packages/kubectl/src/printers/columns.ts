import { CLUSTER } from './columnsCluster.ts';
import { SERVICES } from './columnsServices.ts';
import { WORKLOADS } from './columnsWorkloads.ts';
import type { TableLayout } from './layout.ts';
import { columnsNamed, created } from './text.ts';

/** The columns of a kind as the API server prints it (pkg/printers/internalversion); unknown kinds have NAME and AGE. */
export const layoutOf = (kind: string): TableLayout => LAYOUTS[kind] ?? NAME_AND_AGE;

const LAYOUTS: Readonly<Record<string, TableLayout>> = { ...WORKLOADS, ...SERVICES, ...CLUSTER };

const NAME_AND_AGE: TableLayout = {
  columns: columnsNamed('Name', 'Age'),
  cells: (o, now) => [o.metadata.name, created(o, now)],
};
