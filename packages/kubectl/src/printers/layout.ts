import type { KubeObject } from '@playhead/core';

/** A column of `kubectl get`; `wide` ones show with `-o wide` alone. */
export interface Column {
  readonly name: string;
  readonly wide?: true;
}

export interface TableLayout {
  readonly columns: readonly Column[];
  /** One cell a column, wide ones included; `now` in milliseconds since the Unix epoch. */
  readonly cells: (object: KubeObject, now: number) => readonly (string | number)[];
}
