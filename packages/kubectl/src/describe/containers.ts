import type { Container, ContainerStatus } from '@playhead/core';
import { boolText, hostPort } from '../printers/text.ts';
import { dateText, type Lines } from './lines.ts';

/** `Containers:` and all that is told of each; `statuses` where it is a pod and not a template. */
export function writeContainers(
  out: Lines,
  label: string,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[] | undefined,
  space: string,
  fieldValueOf?: FieldValue,
): void {
  out.line(0, `${space}${label}:${containers.length === 0 ? ' <none>' : ''}`);
  for (const container of containers) {
    const status = statuses?.find(s => s.name === container.name);
    writeBasics(out, container, status, space);
    writeCommand(out, container);
    if (status !== undefined) writeState(out, status);
    writeResources(out, container.resources, 2);
    for (const [title, probe] of PROBES) if (container[probe]) out.line(2, `${title}:\t${probeText(container[probe])}`);
    writeEnvFrom(out, container.envFrom ?? []);
    writeEnv(out, container, fieldValueOf);
    writeMounts(out, container);
  }
}

/** What a field reference stands for in a pod. */
export type FieldValue = (path: string) => string;

const PROBES = [
  ['Liveness', 'livenessProbe'],
  ['Readiness', 'readinessProbe'],
  ['Startup', 'startupProbe'],
] as const;

interface Port {
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly protocol?: string;
  readonly name?: string;
}

function writeBasics(out: Lines, container: Container, status: ContainerStatus | undefined, space: string): void {
  out.line(1, `${space === '' ? '' : ' '}${container.name}:`);
  if (status !== undefined) out.line(2, `Container ID:\t${(status as { containerID?: string }).containerID ?? ''}`);
  out.line(2, `Image:\t${container.image}`);
  if (status !== undefined) out.line(2, `Image ID:\t${status.imageID ?? ''}`);
  const ports = (container.ports ?? []) as readonly Port[];
  writePorts(out, 'Port', ports, port => port.containerPort);
  writePorts(out, 'Host Port', ports, port => port.hostPort ?? 0);
  const seccomp = container.securityContext?.seccompProfile;
  if (seccomp !== undefined) {
    out.line(2, `SeccompProfile:\t${seccomp.type}`);
    if (seccomp.type === 'Localhost') out.line(3, `LocalhostProfile:\t${seccomp.localhostProfile}`);
  }
}

function writePorts(out: Lines, title: string, ports: readonly Port[], number: (port: Port) => number): void {
  const text = ports
    .map(port => `${number(port)}/${port.protocol ?? ''}${port.name ? ` (${port.name})` : ''}`)
    .join(', ');
  if (text.includes(',')) out.line(2, `${title}s:\t${text}`);
  else out.line(2, `${title}:\t${text === '' ? '<none>' : text}`);
}

function writeCommand(out: Lines, container: Container): void {
  for (const [title, words] of [
    ['Command', container.command],
    ['Args', container.args],
  ] as const) {
    if ((words?.length ?? 0) === 0) continue;
    out.line(2, `${title}:`);
    for (const word of words as readonly string[]) for (const text of word.split('\n')) out.line(3, text);
  }
}

function writeState(out: Lines, status: ContainerStatus): void {
  writeOneState(out, 'State', status.state ?? {});
  if (status.lastState?.terminated !== undefined) writeOneState(out, 'Last State', status.lastState);
  out.line(2, `Ready:\t${boolText(status.ready)}`);
  out.line(2, `Restart Count:\t${status.restartCount}`);
}

function writeOneState(out: Lines, title: string, state: ContainerStatus['state']): void {
  const { running, waiting, terminated } = state;
  if (running !== undefined) {
    out.line(2, `${title}:\tRunning`);
    out.line(3, `Started:\t${dateText(running.startedAt)}`);
  } else if (terminated !== undefined && waiting === undefined) {
    out.line(2, `${title}:\tTerminated`);
    if (terminated.reason) out.line(3, `Reason:\t${terminated.reason}`);
    if (terminated.message) out.line(3, `Message:\t${terminated.message}`);
    out.line(3, `Exit Code:\t${terminated.exitCode}`);
    const signal = (terminated as { signal?: number }).signal ?? 0;
    if (signal > 0) out.line(3, `Signal:\t${signal}`);
    out.line(3, `Started:\t${dateText(terminated.startedAt)}`);
    out.line(3, `Finished:\t${dateText(terminated.finishedAt)}`);
  } else {
    out.line(2, `${title}:\tWaiting`);
    if (waiting?.reason) out.line(3, `Reason:\t${waiting.reason}`);
  }
}

export function writeResources(out: Lines, resources: Container['resources'], level: number): void {
  for (const [title, list] of [
    ['Limits', resources?.limits],
    ['Requests', resources?.requests],
  ] as const) {
    const names = Object.keys(list ?? {}).sort();
    if (names.length > 0) out.line(level, `${title}:`);
    for (const name of names) out.line(level + 1, `${name}:\t${list![name]}`);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a probe is one of four shapes
export function probeText(probe: any): string {
  const attributes =
    `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s ` +
    `#success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  if (probe.exec !== undefined) return `exec [${(probe.exec.command ?? []).join(' ')}] ${attributes}`;
  if (probe.httpGet !== undefined) {
    const { scheme = '', host = '', port, path = '' } = probe.httpGet;
    return `http-get ${urlText(String(scheme).toLowerCase(), hostPort(host, port), path)} ${attributes}`;
  }
  if (probe.tcpSocket !== undefined)
    return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port} ${attributes}`;
  if (probe.grpc !== undefined) return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ''} ${attributes}`;
  return `unknown ${attributes}`;
}

function urlText(scheme: string, host: string, path: string): string {
  const slash = path !== '' && !path.startsWith('/') ? '/' : '';
  // what url.URL.String escapes in a path
  const escaped = path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@!'()*]/g, c => encodeURIComponent(c));
  return `${scheme === '' ? '' : `${scheme}:`}//${host}${slash}${escaped}`;
}

interface EnvFrom {
  readonly prefix?: string;
  readonly configMapRef?: { readonly name: string; readonly optional?: boolean };
  readonly secretRef?: { readonly name: string; readonly optional?: boolean };
}

function writeEnvFrom(out: Lines, list: readonly EnvFrom[]): void {
  if (list.length === 0) return;
  out.line(2, 'Environment Variables from:');
  for (const { prefix = '', configMapRef, secretRef } of list) {
    const { name = '', optional = false } = configMapRef ?? secretRef ?? {};
    const from = configMapRef !== undefined ? 'ConfigMap' : secretRef !== undefined ? 'Secret' : '';
    out.line(3, `${name}\t${from}${prefix === '' ? '' : ` with prefix '${prefix}'`}\tOptional: ${optional}`);
  }
}

function writeEnv(out: Lines, container: Container, fieldValueOf: FieldValue | undefined): void {
  const list = container.env ?? [];
  out.line(2, `Environment:${list.length === 0 ? '\t<none>' : ''}`);
  for (const { name, value = '', valueFrom } of list) {
    if (valueFrom === undefined) {
      for (const [at, text] of (value as string).split('\n').entries())
        out.line(3, at === 0 ? `${name}:\t${text}` : `\t${text}`);
    } else if (valueFrom.fieldRef !== undefined) {
      const { apiVersion = 'v1', fieldPath } = valueFrom.fieldRef;
      out.line(3, `${name}:\t${fieldValueOf?.(fieldPath) ?? ''} (${apiVersion}:${fieldPath})`);
    } else if (valueFrom.resourceFieldRef !== undefined) {
      const { resource } = valueFrom.resourceFieldRef;
      out.line(3, `${name}:\t${resourceValue(container, resource)} (${resource})`);
    } else if (valueFrom.secretKeyRef !== undefined) {
      const { key, name: secret, optional = false } = valueFrom.secretKeyRef;
      out.line(3, `${name}:\t<set to the key '${key}' in secret '${secret}'>\tOptional: ${optional}`);
    } else if (valueFrom.configMapKeyRef !== undefined) {
      const { key, name: map, optional = false } = valueFrom.configMapKeyRef;
      out.line(3, `${name}:\t<set to the key '${key}' of config map '${map}'>\tOptional: ${optional}`);
    }
  }
}

function resourceValue(container: Container, resource: string): string {
  const [list, name] = resource.split('.') as ['limits' | 'requests', string];
  const value = container.resources?.[list]?.[name];
  return value ?? (list === 'limits' ? 'node allocatable' : '0');
}

interface Mount {
  readonly mountPath: string;
  readonly name: string;
  readonly readOnly?: boolean;
  readonly subPath?: string;
}

function writeMounts(out: Lines, container: Container): void {
  const mounts = [...((container.volumeMounts ?? []) as readonly Mount[])].sort((a, b) =>
    a.mountPath < b.mountPath ? -1 : 1,
  );
  out.line(2, `Mounts:${mounts.length === 0 ? '\t<none>' : ''}`);
  for (const { mountPath, name, readOnly, subPath } of mounts) {
    const flags = [readOnly === true ? 'ro' : 'rw', ...(subPath ? [`path=${JSON.stringify(subPath)}`] : [])];
    out.line(3, `${mountPath} from ${name} (${flags.join(',')})`);
  }
}
