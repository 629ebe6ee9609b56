export { applyChanges } from './fold/change.ts';
export { evolve, foldAll } from './fold/evolve.ts';
export { foldEntry, foldEvent } from './fold/object.ts';
export { REVISION } from './fold/workload.ts';
export type { Decide, Decision, Evolve, Outcome, Project, Refusal, Verdict, Write } from './heart.ts';
export type * from './kube/batch.ts';
export { byName } from './kube/byName.ts';
export type { ObjectKey } from './kube/key.ts';
export { keyOf, keyOfObject, partsOf } from './kube/key.ts';
export type * from './kube/object.ts';
export { conditionOf, controllerOf } from './kube/object.ts';
export type * from './kube/pod.ts';
export { isActive, isReady, isServing } from './kube/pod.ts';
export type * from './kube/workloads.ts';
export type { Diverted } from './log/diversion.ts';
export { DiversionLog } from './log/diversion.ts';
export type * from './log/entry.ts';
export type * from './log/event.ts';
export { EVENT_TYPES } from './log/event.ts';
export { MemoryLog } from './log/log.ts';
export { upTo } from './log/upTo.ts';
export type { Aftermath } from './projections/aftermath.ts';
export { aftermathOf, aftermathWords } from './projections/aftermath.ts';
export type { AutoscalerStory, MetricLook } from './projections/autoscalerStory.ts';
export type { CronSeries, JobSeries } from './projections/batchSeries.ts';
export { causeChain, changeBefore, workloadBehind } from './projections/causes.ts';
export type { CommandEntry, SpecChange } from './projections/changes.ts';
export { changeMark, changeTitle, commandTitle, namespaceIn } from './projections/changes.ts';
export type { EntryWhy } from './projections/entryWhy.ts';
export { asWritten, entryWhy } from './projections/entryWhy.ts';
export type { EntryWords } from './projections/entryWords.ts';
export { entryWords, eventsWords } from './projections/entryWords.ts';
export { eventFeed } from './projections/feed.ts';
export type { Fences } from './projections/fences.ts';
export type { FieldDiff } from './projections/fieldDiff.ts';
export { fieldDiff, valueWords } from './projections/fieldDiff.ts';
export type { RolloutHead } from './projections/head.ts';
export { changedWords, rolloutAt, rolloutHead, timeAt } from './projections/head.ts';
export type { EventRow } from './projections/kubeEvents.ts';
export { kubeEvents } from './projections/kubeEvents.ts';
export type { MomentDiff, MomentDiffOptions, ObjectDiff } from './projections/momentDiff.ts';
export { DIFF_SIGNS, lastOf, momentDiff } from './projections/momentDiff.ts';
export {
  byTrouble,
  mostTroubled,
  nextFailing,
  nextHand,
  nextMeaning,
  nextWrite,
  previousHand,
  previousMeaning,
  previousWrite,
  storyMoments,
  workloadOf,
  worstPhase,
} from './projections/navigate.ts';
export { objectWords } from './projections/objectWords.ts';
export type { PodGroup, StateCounts } from './projections/podGroup.ts';
export { existingIn } from './projections/podGroup.ts';
export type { PodError, PodLife } from './projections/podLife.ts';
export { lastErrorOf } from './projections/podLife.ts';
export type { PodRow } from './projections/pods.ts';
export { groupsAt, livesAt, podRow, podsByNode } from './projections/pods.ts';
export { scalingLook } from './projections/scaling.ts';
export type { Backing } from './projections/service/backing.ts';
export { backingsAt, percent, requests, titleOf, workloadsBehind } from './projections/service/backing.ts';
export type { ServiceChange } from './projections/service/changes.ts';
export { serviceChanges } from './projections/service/changes.ts';
export { readyNames } from './projections/service/endpoints.ts';
export type { ServiceHead } from './projections/service/head.ts';
export { chosenPods, lostAt, lowestReady, serviceHead, servicePhases } from './projections/service/head.ts';
export type { ServiceStory, TrafficSeries } from './projections/serviceStory.ts';
export type { Phase, PodState } from './projections/signs.ts';
export { PHASE_SIGNS, POD_STATES, SIGNS, TROUBLE } from './projections/signs.ts';
export type { Positions, StepColumns } from './projections/steps.ts';
export { lastAtOrBefore, leastIn, mostIn, Steps } from './projections/steps.ts';
export type { Story } from './projections/story.ts';
export { notedIn, positionAtTime, readStory, StoryBuilder, servicesOf } from './projections/story.ts';
export { STORY_PARTS } from './projections/storyParts.ts';
export type { TranscriptOptions } from './projections/transcript.ts';
export { transcript } from './projections/transcript.ts';
export type { Waiting } from './projections/waiting.ts';
export { waiting } from './projections/waiting.ts';
export type { WhyPane, WhyRow } from './projections/why/pane.ts';
export { receiptOf, whyPane, whyServicePane } from './projections/why.ts';
export {
  clean,
  cutLeft,
  dateOf,
  duration,
  offset,
  plural,
  shortImage,
  shortKind,
  shortName,
  timeOfDay,
} from './projections/words.ts';
export type { Rollout, WorkloadStory } from './projections/workloadStory.ts';
export type { Query, Scope } from './query/compile.ts';
export { compileCondition, compileQuery } from './query/compile.ts';
export type { Course, Stretch } from './query/course.ts';
export {
  courseOf,
  gaps,
  isSo,
  lastChange,
  nextChange,
  nextHit,
  previousHit,
  QueryRun,
  stretches,
} from './query/course.ts';
export { EntrySearch, entryAsks, typeNamed } from './query/entrySearch.ts';
export type { QueryError } from './query/expression.ts';
export { queryErrorWords } from './query/expression.ts';
export { languageHelp, languageWords } from './query/help.ts';
export { truthOf, type Value } from './query/value.ts';
export { quoted } from './shell.ts';
export type { Change, ClusterView } from './state/clusterState.ts';
export { ClusterState } from './state/clusterState.ts';
export type { Cursor } from './timeline/cursor.ts';
export * as cursor from './timeline/cursor.ts';
export type { IndexColumns, KeptVersions } from './timeline/indexColumns.ts';
export { NOTE, VERSION_EVERY } from './timeline/indexColumns.ts';
export { LogIndex } from './timeline/logIndex.ts';
export type { MomentSource } from './timeline/moment.ts';
export { parseMoment, resolveMoment } from './timeline/moment.ts';
export type { Saying, Sayings } from './timeline/sayings.ts';
export { Timeline } from './timeline/timeline.ts';
export { diff, equal, isEmpty } from './translate/diff.ts';
export type { TranslateContext } from './translate/translate.ts';
export { translate } from './translate/translate.ts';
export { budget, fenceposts, newReplicaSetSize, oldMayGo, portion } from './why/arithmetic.ts';
export type { Counterfactual } from './why/counterfactual.ts';
export { counterfactuals } from './why/counterfactual.ts';
export type { Explain, Explanation } from './why/explanation.ts';
export type { Receipt } from './why/receipt.ts';
export type { Rule, RuleId } from './why/rules.ts';
export { RULES } from './why/rules.ts';
