export type { Surroundings } from './edge/session.ts';
export { main } from './life.ts';
