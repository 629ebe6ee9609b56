import { inRange } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { at, child, duplicate, invalids, invalidValue, notSupported, required } from './errors.ts';
import { validateDescending } from './paths.ts';

/** What pods and containers may do (validation.ValidateSecurityContext, validatePodSpecSecurityContext). */

const MAX_ID = 2147483647;

const validateId = (id: number | undefined, path: string): FieldError[] =>
  id !== undefined && (id < 0 || id > MAX_ID) ? [invalidValue(path, id, inRange(0, MAX_ID))] : [];

const oneOf = (value: string | undefined, path: string, known: readonly string[]): FieldError[] =>
  value === undefined || known.includes(value) ? [] : [notSupported(path, value, known)];

const PROC_MOUNTS = ['Default', 'Unmasked'];

/** `ownUsers`: the pod has user ids of its own (`hostUsers: false`). */
export function validateSecurity(context: Draft | undefined, path: string, ownUsers: boolean): FieldError[] {
  if (context === undefined) return [];
  const errors: FieldError[] = [];
  for (const field of ['runAsUser', 'runAsGroup']) errors.push(...validateId(context[field], child(path, field)));
  const { procMount } = context;
  errors.push(...oneOf(procMount, child(path, 'procMount'), PROC_MOUNTS));
  if (procMount === 'Unmasked' && !ownUsers)
    errors.push(invalidValue(child(path, 'procMount'), procMount, '`hostUsers` must be false to use `Unmasked`'));
  errors.push(...validateProfile(context.seccompProfile, child(path, 'seccompProfile'), 'seccomp'));
  if (context.allowPrivilegeEscalation === false) {
    if (context.privileged === true)
      errors.push(
        invalidValue(path, inGo(context), 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'),
      );
    for (const capability of (context.capabilities?.add ?? []) as readonly string[])
      if (capability === 'CAP_SYS_ADMIN')
        errors.push(
          invalidValue(
            path,
            inGo(context),
            'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
          ),
        );
  }
  errors.push(...validateWindows(context.windowsOptions, child(path, 'windowsOptions')));
  return [...errors, ...validateProfile(context.appArmorProfile, child(path, 'appArmorProfile'), 'AppArmor')];
}

const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function validateProfile(profile: Draft | undefined, path: string, what: 'seccomp' | 'AppArmor'): FieldError[] {
  if (profile === undefined) return [];
  const { type = '', localhostProfile: local } = profile as { type?: string; localhostProfile?: string };
  const place = child(path, 'localhostProfile');
  const field = what === 'seccomp' ? 'seccompProfile' : 'appArmorProfile';
  const errors =
    type === ''
      ? [required(child(path, 'type'), `type is required when ${field} is set`)]
      : oneOf(type, child(path, 'type'), PROFILES);
  if (type === 'Localhost') {
    if (local === undefined) errors.push(required(place, `must be set when ${what} type is Localhost`));
    else errors.push(...(what === 'seccomp' ? validateDescending(local, place) : validateAppArmorName(local, place)));
  } else if (local !== undefined && (what === 'seccomp' || PROFILES.includes(type)))
    errors.push(
      invalidValue(
        place,
        what === 'seccomp' ? { Type: type, LocalhostProfile: local } : local,
        `can only be set when ${what} type is Localhost`,
      ),
    );
  return errors;
}

function validateAppArmorName(name: string, path: string): FieldError[] {
  if (name.trim() !== name) return [invalidValue(path, name, 'must not be padded with whitespace')];
  return name === '' ? [required(path, 'must be set when AppArmor type is Localhost')] : [];
}

function validateWindows(options: Draft | undefined, path: string): FieldError[] {
  if (options === undefined) return [];
  const errors: FieldError[] = [];
  if (options.runAsUserName === '')
    errors.push(invalidValue(child(path, 'runAsUserName'), '', 'runAsUserName cannot be an empty string'));
  return errors;
}

const SYSCTL = '([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?';

export function validatePodSecurity(context: Draft | undefined, path: string): FieldError[] {
  if (context === undefined) return [];
  const errors: FieldError[] = [];
  for (const field of ['fsGroup', 'runAsUser', 'runAsGroup'])
    errors.push(...validateId(context[field], child(path, field)));
  ((context.supplementalGroups ?? []) as readonly number[]).forEach((group, i) => {
    errors.push(...validateId(group, at(child(path, 'supplementalGroups'), i)));
  });
  errors.push(...validateSysctls(context.sysctls, child(path, 'sysctls')));
  const policies = ['Always', 'OnRootMismatch'];
  errors.push(...oneOf(context.fsGroupChangePolicy, child(path, 'fsGroupChangePolicy'), policies));
  errors.push(...validateProfile(context.seccompProfile, child(path, 'seccompProfile'), 'seccomp'));
  errors.push(...validateWindows(context.windowsOptions, child(path, 'windowsOptions')));
  errors.push(...validateProfile(context.appArmorProfile, child(path, 'appArmorProfile'), 'AppArmor'));
  errors.push(...oneOf(context.supplementalGroupsPolicy, child(path, 'supplementalGroupsPolicy'), ['Merge', 'Strict']));
  return [...errors, ...oneOf(context.seLinuxChangePolicy, child(path, 'seLinuxChangePolicy'), ['Recursive'])];
}

function validateSysctls(sysctls: readonly Draft[] | undefined, path: string): FieldError[] {
  const names = new Set<string>();
  return (sysctls ?? []).flatMap(({ name = '' }, index) => {
    const place = child(at(path, index), 'name');
    const twice = names.has(name);
    names.add(name);
    if (name === '') return [required(place)];
    if (name.length > 253 || !new RegExp(`^${SYSCTL}$`).test(name))
      return invalids(place, name, [`must have at most 253 characters and match regex ^${SYSCTL}$`]);
    return twice ? [duplicate(place, name)] : [];
  });
}

/** Every field of a context as Go names and orders them: so it stands in a message. */
function inGo(context: Draft): object {
  const nullable = (field: string): unknown => context[field] ?? null;
  const { capabilities } = context;
  return {
    Capabilities:
      capabilities === undefined ? null : { Add: capabilities.add ?? null, Drop: capabilities.drop ?? null },
    Privileged: nullable('privileged'),
    SELinuxOptions: nullable('seLinuxOptions'),
    WindowsOptions: nullable('windowsOptions'),
    RunAsUser: nullable('runAsUser'),
    RunAsGroup: nullable('runAsGroup'),
    RunAsNonRoot: nullable('runAsNonRoot'),
    ReadOnlyRootFilesystem: nullable('readOnlyRootFilesystem'),
    AllowPrivilegeEscalation: nullable('allowPrivilegeEscalation'),
    ProcMount: nullable('procMount'),
    SeccompProfile: nullable('seccompProfile'),
    AppArmorProfile: nullable('appArmorProfile'),
  };
}
