import type { Model } from '../model.ts';

/** What a key does. `key` is the one pressed; of two, the second. */
export type Action = (model: Model, key: string) => Model;
