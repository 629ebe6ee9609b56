import type { Json, KubeObject } from '@playhead/core';
import { stringify } from 'yaml';
import { sorted } from './json.ts';

/** YAML as `-o yaml` prints it (sigs.k8s.io/yaml): sorted keys, lists not indented under their key. */
export const toYaml = (object: KubeObject | Json): string =>
  stringify(sorted(object as Json), {
    version: '1.1',
    indentSeq: false,
    lineWidth: 80,
    minContentWidth: 0,
    aliasDuplicateObjects: false,
    blockQuote: 'literal',
    singleQuote: null as never,
  });
