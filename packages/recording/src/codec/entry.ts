/** The codecs of a log: its header, and its entries. */
import { type Entry, type LogHeader, type ObjectKey, type Receipt, RULES, type RuleId } from '@playhead/core';
import * as t from 'io-ts';
import { EventCodec } from './event.ts';
import { count, fields, json, list, number, table, text, whole, word } from './parts.ts';

export const ReceiptCodec: t.Type<Receipt, Receipt, unknown> = fields('a receipt', {
  rule: word(...(Object.keys(RULES) as RuleId[])),
  inputs: table(t.union([number, text], 'a number or text')),
});

const isKey = (value: unknown): value is ObjectKey => typeof value === 'string' && value.split('/').length === 3;

const objectKey = new t.Type<ObjectKey, ObjectKey, unknown>(
  'Kind/namespace/name',
  isKey,
  (value, context) => (isKey(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
);

export const EntryCodec: t.Type<Entry, Entry, unknown> = fields(
  'an entry',
  { position: count, time: count, actor: text, cause: count, events: list(EventCodec) },
  { why: ReceiptCodec, subject: objectKey, resourceVersion: whole },
);

export const LogHeaderCodec: t.Type<LogHeader, LogHeader, unknown> = fields(
  'a header',
  { start: whole, origin: word('simulated', 'recorded'), writer: text, name: text },
  {
    seed: whole,
    timeZone: text,
    environment: json,
    diverted: fields(
      'where a log was left',
      { from: text, position: count, commands: list(text) },
      { assumes: list(text) },
    ),
  },
);
