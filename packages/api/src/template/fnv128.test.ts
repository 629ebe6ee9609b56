import { expect, it } from 'vitest';
import { fnv128a } from './fnv128.ts';

it.each([
  [
    '(v1.EndpointPort){Name:(string)a Port:(int32)8080 Protocol:(v1.Protocol)TCP AppProtocol:(*string)<nil>}',
    'a54ff1b44c710ffd94197714b89f7c2a',
  ],
  [
    '(v1.EndpointPort){Name:(*string) Protocol:(*v1.Protocol)UDP Port:(*int32)53 AppProtocol:(*string)<nil>}',
    '755b2d9c189eac11bdf31eabb97f10f3',
  ],
  ['', '6c62272e07bb014262b821756295c58d'],
])('%s', (text, hash) => {
  expect(fnv128a(text)).toBe(hash);
});
