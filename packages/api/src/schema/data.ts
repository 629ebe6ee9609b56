/**
 * The Go types of k8s.io/api v0.35.3 that the table of kinds reaches, made by tools/schema/main.go: not edited by hand.
 * They say which fields there are, their order and types, what is left out when empty, and how lists merge.
 */
export const GO_TYPES = `\
apps/v1.ControllerRevision{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Data RawExtension o;Revision int64}
apps/v1.DaemonSet{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec apps/v1.DaemonSetSpec o;Status apps/v1.DaemonSetStatus o}
apps/v1.DaemonSetCondition{Type apps/v1.DaemonSetConditionType;Status v1.ConditionStatus;LastTransitionTime Time o;Reason string o;Message string o}
apps/v1.DaemonSetConditionType=string
apps/v1.DaemonSetSpec{Selector *v1.LabelSelector;Template v1.PodTemplateSpec;UpdateStrategy apps/v1.DaemonSetUpdateStrategy o;MinReadySeconds int32 o;RevisionHistoryLimit *int32 o}
apps/v1.DaemonSetStatus{CurrentNumberScheduled int32;NumberMisscheduled int32;DesiredNumberScheduled int32;NumberReady int32;ObservedGeneration int64 o;UpdatedNumberScheduled int32 o;NumberAvailable int32 o;NumberUnavailable int32 o;CollisionCount *int32 o;Conditions []apps/v1.DaemonSetCondition o k=type s=merge}
apps/v1.DaemonSetUpdateStrategy{Type apps/v1.DaemonSetUpdateStrategyType o;RollingUpdate *apps/v1.RollingUpdateDaemonSet o}
apps/v1.DaemonSetUpdateStrategyType=string
apps/v1.Deployment{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec apps/v1.DeploymentSpec o;Status apps/v1.DeploymentStatus o}
apps/v1.DeploymentCondition{Type apps/v1.DeploymentConditionType;Status v1.ConditionStatus;LastUpdateTime Time o;LastTransitionTime Time o;Reason string o;Message string o}
apps/v1.DeploymentConditionType=string
apps/v1.DeploymentSpec{Replicas *int32 o;Selector *v1.LabelSelector;Template v1.PodTemplateSpec;Strategy apps/v1.DeploymentStrategy o s=retainKeys;MinReadySeconds int32 o;RevisionHistoryLimit *int32 o;Paused bool o;ProgressDeadlineSeconds *int32 o}
apps/v1.DeploymentStatus{ObservedGeneration int64 o;Replicas int32 o;UpdatedReplicas int32 o;ReadyReplicas int32 o;AvailableReplicas int32 o;UnavailableReplicas int32 o;TerminatingReplicas *int32 o;Conditions []apps/v1.DeploymentCondition o k=type s=merge;CollisionCount *int32 o}
apps/v1.DeploymentStrategy{Type apps/v1.DeploymentStrategyType o;RollingUpdate *apps/v1.RollingUpdateDeployment o}
apps/v1.DeploymentStrategyType=string
apps/v1.PersistentVolumeClaimRetentionPolicyType=string
apps/v1.PodManagementPolicyType=string
apps/v1.ReplicaSet{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec apps/v1.ReplicaSetSpec o;Status apps/v1.ReplicaSetStatus o}
apps/v1.ReplicaSetCondition{Type apps/v1.ReplicaSetConditionType;Status v1.ConditionStatus;LastTransitionTime Time o;Reason string o;Message string o}
apps/v1.ReplicaSetConditionType=string
apps/v1.ReplicaSetSpec{Replicas *int32 o;MinReadySeconds int32 o;Selector *v1.LabelSelector;Template v1.PodTemplateSpec o}
apps/v1.ReplicaSetStatus{Replicas int32;FullyLabeledReplicas int32 o;ReadyReplicas int32 o;AvailableReplicas int32 o;TerminatingReplicas *int32 o;ObservedGeneration int64 o;Conditions []apps/v1.ReplicaSetCondition o k=type s=merge}
apps/v1.RollingUpdateDaemonSet{MaxUnavailable *IntOrString o;MaxSurge *IntOrString o}
apps/v1.RollingUpdateDeployment{MaxUnavailable *IntOrString o;MaxSurge *IntOrString o}
apps/v1.RollingUpdateStatefulSetStrategy{Partition *int32 o;MaxUnavailable *IntOrString o}
apps/v1.StatefulSet{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec apps/v1.StatefulSetSpec o;Status apps/v1.StatefulSetStatus o}
apps/v1.StatefulSetCondition{Type apps/v1.StatefulSetConditionType;Status v1.ConditionStatus;LastTransitionTime Time o;Reason string o;Message string o}
apps/v1.StatefulSetConditionType=string
apps/v1.StatefulSetOrdinals{Start int32}
apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy{WhenDeleted apps/v1.PersistentVolumeClaimRetentionPolicyType o;WhenScaled apps/v1.PersistentVolumeClaimRetentionPolicyType o}
apps/v1.StatefulSetSpec{Replicas *int32 o;Selector *v1.LabelSelector;Template v1.PodTemplateSpec;VolumeClaimTemplates []v1.PersistentVolumeClaim o;ServiceName string;PodManagementPolicy apps/v1.PodManagementPolicyType o;UpdateStrategy apps/v1.StatefulSetUpdateStrategy o;RevisionHistoryLimit *int32 o;MinReadySeconds int32 o;PersistentVolumeClaimRetentionPolicy *apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy o;Ordinals *apps/v1.StatefulSetOrdinals o}
apps/v1.StatefulSetStatus{ObservedGeneration int64 o;Replicas int32;ReadyReplicas int32 o;CurrentReplicas int32 o;UpdatedReplicas int32 o;CurrentRevision string o;UpdateRevision string o;CollisionCount *int32 o;Conditions []apps/v1.StatefulSetCondition o k=type s=merge;AvailableReplicas int32}
apps/v1.StatefulSetUpdateStrategy{Type apps/v1.StatefulSetUpdateStrategyType o;RollingUpdate *apps/v1.RollingUpdateStatefulSetStrategy o}
apps/v1.StatefulSetUpdateStrategyType=string
autoscaling/v1.Scale{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec autoscaling/v1.ScaleSpec o;Status autoscaling/v1.ScaleStatus o}
autoscaling/v1.ScaleSpec{Replicas int32 o}
autoscaling/v1.ScaleStatus{Replicas int32;Selector string o}
autoscaling/v2.ContainerResourceMetricSource{Name v1.ResourceName;Target autoscaling/v2.MetricTarget;Container string}
autoscaling/v2.ContainerResourceMetricStatus{Name v1.ResourceName;Current autoscaling/v2.MetricValueStatus;Container string}
autoscaling/v2.CrossVersionObjectReference{Kind string;Name string;APIVersion string json=apiVersion o}
autoscaling/v2.ExternalMetricSource{Metric autoscaling/v2.MetricIdentifier;Target autoscaling/v2.MetricTarget}
autoscaling/v2.ExternalMetricStatus{Metric autoscaling/v2.MetricIdentifier;Current autoscaling/v2.MetricValueStatus}
autoscaling/v2.HPAScalingPolicy{Type autoscaling/v2.HPAScalingPolicyType;Value int32;PeriodSeconds int32}
autoscaling/v2.HPAScalingPolicyType=string
autoscaling/v2.HPAScalingRules{StabilizationWindowSeconds *int32 o;SelectPolicy *autoscaling/v2.ScalingPolicySelect o;Policies []autoscaling/v2.HPAScalingPolicy o;Tolerance *Quantity o}
autoscaling/v2.HorizontalPodAutoscaler{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec autoscaling/v2.HorizontalPodAutoscalerSpec o;Status autoscaling/v2.HorizontalPodAutoscalerStatus o}
autoscaling/v2.HorizontalPodAutoscalerBehavior{ScaleUp *autoscaling/v2.HPAScalingRules o;ScaleDown *autoscaling/v2.HPAScalingRules o}
autoscaling/v2.HorizontalPodAutoscalerCondition{Type autoscaling/v2.HorizontalPodAutoscalerConditionType;Status v1.ConditionStatus;LastTransitionTime Time o;Reason string o;Message string o}
autoscaling/v2.HorizontalPodAutoscalerConditionType=string
autoscaling/v2.HorizontalPodAutoscalerSpec{ScaleTargetRef autoscaling/v2.CrossVersionObjectReference;MinReplicas *int32 o;MaxReplicas int32;Metrics []autoscaling/v2.MetricSpec o;Behavior *autoscaling/v2.HorizontalPodAutoscalerBehavior o}
autoscaling/v2.HorizontalPodAutoscalerStatus{ObservedGeneration *int64 o;LastScaleTime *Time o;CurrentReplicas int32 o;DesiredReplicas int32;CurrentMetrics []autoscaling/v2.MetricStatus;Conditions []autoscaling/v2.HorizontalPodAutoscalerCondition o k=type s=merge}
autoscaling/v2.MetricIdentifier{Name string;Selector *v1.LabelSelector o}
autoscaling/v2.MetricSourceType=string
autoscaling/v2.MetricSpec{Type autoscaling/v2.MetricSourceType;Object *autoscaling/v2.ObjectMetricSource o;Pods *autoscaling/v2.PodsMetricSource o;Resource *autoscaling/v2.ResourceMetricSource o;ContainerResource *autoscaling/v2.ContainerResourceMetricSource o;External *autoscaling/v2.ExternalMetricSource o}
autoscaling/v2.MetricStatus{Type autoscaling/v2.MetricSourceType;Object *autoscaling/v2.ObjectMetricStatus o;Pods *autoscaling/v2.PodsMetricStatus o;Resource *autoscaling/v2.ResourceMetricStatus o;ContainerResource *autoscaling/v2.ContainerResourceMetricStatus o;External *autoscaling/v2.ExternalMetricStatus o}
autoscaling/v2.MetricTarget{Type autoscaling/v2.MetricTargetType;Value *Quantity o;AverageValue *Quantity o;AverageUtilization *int32 o}
autoscaling/v2.MetricTargetType=string
autoscaling/v2.MetricValueStatus{Value *Quantity o;AverageValue *Quantity o;AverageUtilization *int32 o}
autoscaling/v2.ObjectMetricSource{DescribedObject autoscaling/v2.CrossVersionObjectReference;Target autoscaling/v2.MetricTarget;Metric autoscaling/v2.MetricIdentifier}
autoscaling/v2.ObjectMetricStatus{Metric autoscaling/v2.MetricIdentifier;Current autoscaling/v2.MetricValueStatus;DescribedObject autoscaling/v2.CrossVersionObjectReference}
autoscaling/v2.PodsMetricSource{Metric autoscaling/v2.MetricIdentifier;Target autoscaling/v2.MetricTarget}
autoscaling/v2.PodsMetricStatus{Metric autoscaling/v2.MetricIdentifier;Current autoscaling/v2.MetricValueStatus}
autoscaling/v2.ResourceMetricSource{Name v1.ResourceName;Target autoscaling/v2.MetricTarget}
autoscaling/v2.ResourceMetricStatus{Name v1.ResourceName;Current autoscaling/v2.MetricValueStatus}
autoscaling/v2.ScalingPolicySelect=string
batch/v1.CompletionMode=string
batch/v1.ConcurrencyPolicy=string
batch/v1.CronJob{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec batch/v1.CronJobSpec o;Status batch/v1.CronJobStatus o}
batch/v1.CronJobSpec{Schedule string;TimeZone *string o;StartingDeadlineSeconds *int64 o;ConcurrencyPolicy batch/v1.ConcurrencyPolicy o;Suspend *bool o;JobTemplate batch/v1.JobTemplateSpec;SuccessfulJobsHistoryLimit *int32 o;FailedJobsHistoryLimit *int32 o}
batch/v1.CronJobStatus{Active []v1.ObjectReference o;LastScheduleTime *Time o;LastSuccessfulTime *Time o}
batch/v1.Job{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec batch/v1.JobSpec o;Status batch/v1.JobStatus o}
batch/v1.JobCondition{Type batch/v1.JobConditionType;Status v1.ConditionStatus;LastProbeTime Time o;LastTransitionTime Time o;Reason string o;Message string o}
batch/v1.JobConditionType=string
batch/v1.JobSpec{Parallelism *int32 o;Completions *int32 o;ActiveDeadlineSeconds *int64 o;PodFailurePolicy *batch/v1.PodFailurePolicy o;SuccessPolicy *batch/v1.SuccessPolicy o;BackoffLimit *int32 o;BackoffLimitPerIndex *int32 o;MaxFailedIndexes *int32 o;Selector *v1.LabelSelector o;ManualSelector *bool o;Template v1.PodTemplateSpec;TTLSecondsAfterFinished *int32 json=ttlSecondsAfterFinished o;CompletionMode *batch/v1.CompletionMode o;Suspend *bool o;PodReplacementPolicy *batch/v1.PodReplacementPolicy o;ManagedBy *string o}
batch/v1.JobStatus{Conditions []batch/v1.JobCondition o k=type s=merge;StartTime *Time o;CompletionTime *Time o;Active int32 o;Succeeded int32 o;Failed int32 o;Terminating *int32 o;CompletedIndexes string o;FailedIndexes *string o;UncountedTerminatedPods *batch/v1.UncountedTerminatedPods o;Ready *int32 o}
batch/v1.JobTemplateSpec{ObjectMeta v1.ObjectMeta json=metadata o;Spec batch/v1.JobSpec o}
batch/v1.PodFailurePolicy{Rules []batch/v1.PodFailurePolicyRule}
batch/v1.PodFailurePolicyAction=string
batch/v1.PodFailurePolicyOnExitCodesOperator=string
batch/v1.PodFailurePolicyOnExitCodesRequirement{ContainerName *string o;Operator batch/v1.PodFailurePolicyOnExitCodesOperator;Values []int32}
batch/v1.PodFailurePolicyOnPodConditionsPattern{Type v1.PodConditionType;Status v1.ConditionStatus}
batch/v1.PodFailurePolicyRule{Action batch/v1.PodFailurePolicyAction;OnExitCodes *batch/v1.PodFailurePolicyOnExitCodesRequirement o;OnPodConditions []batch/v1.PodFailurePolicyOnPodConditionsPattern o}
batch/v1.PodReplacementPolicy=string
batch/v1.SuccessPolicy{Rules []batch/v1.SuccessPolicyRule}
batch/v1.SuccessPolicyRule{SucceededIndexes *string o;SucceededCount *int32 o}
batch/v1.UncountedTerminatedPods{Succeeded []types.UID o;Failed []types.UID o}
discovery/v1.AddressType=string
discovery/v1.Endpoint{Addresses []string;Conditions discovery/v1.EndpointConditions o;Hostname *string o;TargetRef *v1.ObjectReference o;DeprecatedTopology map[string]string o;NodeName *string o;Zone *string o;Hints *discovery/v1.EndpointHints o}
discovery/v1.EndpointConditions{Ready *bool o;Serving *bool o;Terminating *bool o}
discovery/v1.EndpointHints{ForZones []discovery/v1.ForZone o;ForNodes []discovery/v1.ForNode o}
discovery/v1.EndpointPort{Name *string o;Protocol *v1.Protocol o;Port *int32 o;AppProtocol *string o}
discovery/v1.EndpointSlice{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;AddressType discovery/v1.AddressType;Endpoints []discovery/v1.Endpoint;Ports []discovery/v1.EndpointPort}
discovery/v1.ForNode{Name string}
discovery/v1.ForZone{Name string}
policy/v1.PodDisruptionBudget{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec policy/v1.PodDisruptionBudgetSpec o;Status policy/v1.PodDisruptionBudgetStatus o}
policy/v1.PodDisruptionBudgetSpec{MinAvailable *IntOrString o;Selector *v1.LabelSelector o s=replace;MaxUnavailable *IntOrString o;UnhealthyPodEvictionPolicy *policy/v1.UnhealthyPodEvictionPolicyType o}
policy/v1.PodDisruptionBudgetStatus{ObservedGeneration int64 o;DisruptedPods map[string]Time o;DisruptionsAllowed int32;CurrentHealthy int32;DesiredHealthy int32;ExpectedPods int32;Conditions []v1.Condition o k=type s=merge}
policy/v1.UnhealthyPodEvictionPolicyType=string
types.UID=string
v1.AWSElasticBlockStoreVolumeSource{VolumeID string;FSType string json=fsType o;Partition int32 o;ReadOnly bool o}
v1.Affinity{NodeAffinity *v1.NodeAffinity o;PodAffinity *v1.PodAffinity o;PodAntiAffinity *v1.PodAntiAffinity o}
v1.AppArmorProfile{Type v1.AppArmorProfileType;LocalhostProfile *string o}
v1.AppArmorProfileType=string
v1.AttachedVolume{Name v1.UniqueVolumeName;DevicePath string}
v1.AzureDataDiskCachingMode=string
v1.AzureDataDiskKind=string
v1.AzureDiskVolumeSource{DiskName string;DataDiskURI string json=diskURI;CachingMode *v1.AzureDataDiskCachingMode o;FSType *string json=fsType o;ReadOnly *bool o;Kind *v1.AzureDataDiskKind o}
v1.AzureFileVolumeSource{SecretName string;ShareName string;ReadOnly bool o}
v1.CSIVolumeSource{Driver string;ReadOnly *bool o;FSType *string json=fsType o;VolumeAttributes map[string]string o;NodePublishSecretRef *v1.LocalObjectReference o}
v1.Capabilities{Add []v1.Capability o;Drop []v1.Capability o}
v1.Capability=string
v1.CephFSVolumeSource{Monitors []string;Path string o;User string o;SecretFile string o;SecretRef *v1.LocalObjectReference o;ReadOnly bool o}
v1.CinderVolumeSource{VolumeID string;FSType string json=fsType o;ReadOnly bool o;SecretRef *v1.LocalObjectReference o}
v1.ClaimResourceStatus=string
v1.ClientIPConfig{TimeoutSeconds *int32 o}
v1.ClusterTrustBundleProjection{Name *string o;SignerName *string o;LabelSelector *v1.LabelSelector o;Optional *bool o;Path string}
v1.Condition{Type string;Status v1.ConditionStatus;ObservedGeneration int64 o;LastTransitionTime Time;Reason string;Message string}
v1.ConditionStatus=string
v1.ConfigMap{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Immutable *bool o;Data map[string]string o;BinaryData map[string][]uint8 o}
v1.ConfigMapEnvSource{LocalObjectReference v1.LocalObjectReference i;Optional *bool o}
v1.ConfigMapKeySelector{LocalObjectReference v1.LocalObjectReference i;Key string;Optional *bool o}
v1.ConfigMapNodeConfigSource{Namespace string;Name string;UID types.UID json=uid o;ResourceVersion string o;KubeletConfigKey string}
v1.ConfigMapProjection{LocalObjectReference v1.LocalObjectReference i;Items []v1.KeyToPath o;Optional *bool o}
v1.ConfigMapVolumeSource{LocalObjectReference v1.LocalObjectReference i;Items []v1.KeyToPath o;DefaultMode *int32 o;Optional *bool o}
v1.Container{Name string;Image string o;Command []string o;Args []string o;WorkingDir string o;Ports []v1.ContainerPort o k=containerPort s=merge;EnvFrom []v1.EnvFromSource o;Env []v1.EnvVar o k=name s=merge;Resources v1.ResourceRequirements o;ResizePolicy []v1.ContainerResizePolicy o;RestartPolicy *v1.ContainerRestartPolicy o;RestartPolicyRules []v1.ContainerRestartRule o;VolumeMounts []v1.VolumeMount o k=mountPath s=merge;VolumeDevices []v1.VolumeDevice o k=devicePath s=merge;LivenessProbe *v1.Probe o;ReadinessProbe *v1.Probe o;StartupProbe *v1.Probe o;Lifecycle *v1.Lifecycle o;TerminationMessagePath string o;TerminationMessagePolicy v1.TerminationMessagePolicy o;ImagePullPolicy v1.PullPolicy o;SecurityContext *v1.SecurityContext o;Stdin bool o;StdinOnce bool o;TTY bool json=tty o}
v1.ContainerExtendedResourceRequest{ContainerName string;ResourceName string;RequestName string}
v1.ContainerImage{Names []string;SizeBytes int64 o}
v1.ContainerPort{Name string o;HostPort int32 o;ContainerPort int32;Protocol v1.Protocol o;HostIP string o}
v1.ContainerResizePolicy{ResourceName v1.ResourceName;RestartPolicy v1.ResourceResizeRestartPolicy}
v1.ContainerRestartPolicy=string
v1.ContainerRestartRule{Action v1.ContainerRestartRuleAction o;ExitCodes *v1.ContainerRestartRuleOnExitCodes o}
v1.ContainerRestartRuleAction=string
v1.ContainerRestartRuleOnExitCodes{Operator v1.ContainerRestartRuleOnExitCodesOperator o;Values []int32 o}
v1.ContainerRestartRuleOnExitCodesOperator=string
v1.ContainerState{Waiting *v1.ContainerStateWaiting o;Running *v1.ContainerStateRunning o;Terminated *v1.ContainerStateTerminated o}
v1.ContainerStateRunning{StartedAt Time o}
v1.ContainerStateTerminated{ExitCode int32;Signal int32 o;Reason string o;Message string o;StartedAt Time o;FinishedAt Time o;ContainerID string o}
v1.ContainerStateWaiting{Reason string o;Message string o}
v1.ContainerStatus{Name string;State v1.ContainerState o;LastTerminationState v1.ContainerState json=lastState o;Ready bool;RestartCount int32;Image string;ImageID string;ContainerID string o;Started *bool o;AllocatedResources v1.ResourceList o;Resources *v1.ResourceRequirements o;VolumeMounts []v1.VolumeMountStatus o k=mountPath s=merge;User *v1.ContainerUser o;AllocatedResourcesStatus []v1.ResourceStatus o k=name s=merge;StopSignal *v1.Signal o}
v1.ContainerUser{Linux *v1.LinuxContainerUser o}
v1.DNSPolicy=string
v1.DaemonEndpoint{Port int32 json=Port}
v1.DownwardAPIProjection{Items []v1.DownwardAPIVolumeFile o}
v1.DownwardAPIVolumeFile{Path string;FieldRef *v1.ObjectFieldSelector o;ResourceFieldRef *v1.ResourceFieldSelector o;Mode *int32 o}
v1.DownwardAPIVolumeSource{Items []v1.DownwardAPIVolumeFile o;DefaultMode *int32 o}
v1.EmptyDirVolumeSource{Medium v1.StorageMedium o;SizeLimit *Quantity o}
v1.EnvFromSource{Prefix string o;ConfigMapRef *v1.ConfigMapEnvSource o;SecretRef *v1.SecretEnvSource o}
v1.EnvVar{Name string;Value string o;ValueFrom *v1.EnvVarSource o}
v1.EnvVarSource{FieldRef *v1.ObjectFieldSelector o;ResourceFieldRef *v1.ResourceFieldSelector o;ConfigMapKeyRef *v1.ConfigMapKeySelector o;SecretKeyRef *v1.SecretKeySelector o;FileKeyRef *v1.FileKeySelector o}
v1.EphemeralContainer{EphemeralContainerCommon v1.EphemeralContainerCommon i;TargetContainerName string o}
v1.EphemeralContainerCommon{Name string;Image string o;Command []string o;Args []string o;WorkingDir string o;Ports []v1.ContainerPort o k=containerPort s=merge;EnvFrom []v1.EnvFromSource o;Env []v1.EnvVar o k=name s=merge;Resources v1.ResourceRequirements o;ResizePolicy []v1.ContainerResizePolicy o;RestartPolicy *v1.ContainerRestartPolicy o;RestartPolicyRules []v1.ContainerRestartRule o;VolumeMounts []v1.VolumeMount o k=mountPath s=merge;VolumeDevices []v1.VolumeDevice o k=devicePath s=merge;LivenessProbe *v1.Probe o;ReadinessProbe *v1.Probe o;StartupProbe *v1.Probe o;Lifecycle *v1.Lifecycle o;TerminationMessagePath string o;TerminationMessagePolicy v1.TerminationMessagePolicy o;ImagePullPolicy v1.PullPolicy o;SecurityContext *v1.SecurityContext o;Stdin bool o;StdinOnce bool o;TTY bool json=tty o}
v1.EphemeralVolumeSource{VolumeClaimTemplate *v1.PersistentVolumeClaimTemplate o}
v1.Event{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata;InvolvedObject v1.ObjectReference;Reason string o;Message string o;Source v1.EventSource o;FirstTimestamp Time o;LastTimestamp Time o;Count int32 o;Type string o;EventTime MicroTime o;Series *v1.EventSeries o;Action string o;Related *v1.ObjectReference o;ReportingController string json=reportingComponent;ReportingInstance string}
v1.EventSeries{Count int32 o;LastObservedTime MicroTime o}
v1.EventSource{Component string o;Host string o}
v1.ExecAction{Command []string o}
v1.FCVolumeSource{TargetWWNs []string o;Lun *int32 o;FSType string json=fsType o;ReadOnly bool o;WWIDs []string json=wwids o}
v1.FileKeySelector{VolumeName string;Path string;Key string;Optional *bool o}
v1.FinalizerName=string
v1.FlexVolumeSource{Driver string;FSType string json=fsType o;SecretRef *v1.LocalObjectReference o;ReadOnly bool o;Options map[string]string o}
v1.FlockerVolumeSource{DatasetName string o;DatasetUUID string o}
v1.GCEPersistentDiskVolumeSource{PDName string json=pdName;FSType string json=fsType o;Partition int32 o;ReadOnly bool o}
v1.GRPCAction{Port int32;Service *string}
v1.GitRepoVolumeSource{Repository string;Revision string o;Directory string o}
v1.GlusterfsVolumeSource{EndpointsName string json=endpoints;Path string;ReadOnly bool o}
v1.HTTPGetAction{Path string o;Port IntOrString;Host string o;Scheme v1.URIScheme o;HTTPHeaders []v1.HTTPHeader json=httpHeaders o}
v1.HTTPHeader{Name string;Value string}
v1.HostAlias{IP string json=ip;Hostnames []string o}
v1.HostIP{IP string json=ip}
v1.HostPathType=string
v1.HostPathVolumeSource{Path string;Type *v1.HostPathType o}
v1.IPFamily=string
v1.IPFamilyPolicy=string
v1.ISCSIVolumeSource{TargetPortal string;IQN string json=iqn;Lun int32;ISCSIInterface string json=iscsiInterface o;FSType string json=fsType o;ReadOnly bool o;Portals []string o;DiscoveryCHAPAuth bool json=chapAuthDiscovery o;SessionCHAPAuth bool json=chapAuthSession o;SecretRef *v1.LocalObjectReference o;InitiatorName *string o}
v1.ImageVolumeSource{Reference string o;PullPolicy v1.PullPolicy o}
v1.KeyToPath{Key string;Path string;Mode *int32 o}
v1.LabelSelector{MatchLabels map[string]string o;MatchExpressions []v1.LabelSelectorRequirement o}
v1.LabelSelectorOperator=string
v1.LabelSelectorRequirement{Key string;Operator v1.LabelSelectorOperator;Values []string o}
v1.Lifecycle{PostStart *v1.LifecycleHandler o;PreStop *v1.LifecycleHandler o;StopSignal *v1.Signal o}
v1.LifecycleHandler{Exec *v1.ExecAction o;HTTPGet *v1.HTTPGetAction json=httpGet o;TCPSocket *v1.TCPSocketAction json=tcpSocket o;Sleep *v1.SleepAction o}
v1.LimitRange{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec v1.LimitRangeSpec o}
v1.LimitRangeItem{Type v1.LimitType;Max v1.ResourceList o;Min v1.ResourceList o;Default v1.ResourceList o;DefaultRequest v1.ResourceList o;MaxLimitRequestRatio v1.ResourceList o}
v1.LimitRangeSpec{Limits []v1.LimitRangeItem}
v1.LimitType=string
v1.LinuxContainerUser{UID int64 json=uid;GID int64 json=gid;SupplementalGroups []int64 o}
v1.LoadBalancerIPMode=string
v1.LoadBalancerIngress{IP string json=ip o;Hostname string o;IPMode *v1.LoadBalancerIPMode json=ipMode o;Ports []v1.PortStatus o}
v1.LoadBalancerStatus{Ingress []v1.LoadBalancerIngress o}
v1.LocalObjectReference{Name string o}
v1.ManagedFieldsEntry{Manager string o;Operation v1.ManagedFieldsOperationType o;APIVersion string json=apiVersion o;Time *Time o;FieldsType string o;FieldsV1 *FieldsV1 o;Subresource string o}
v1.ManagedFieldsOperationType=string
v1.ModifyVolumeStatus{TargetVolumeAttributesClassName string o;Status v1.PersistentVolumeClaimModifyVolumeStatus}
v1.MountPropagationMode=string
v1.NFSVolumeSource{Server string;Path string;ReadOnly bool o}
v1.Namespace{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec v1.NamespaceSpec o;Status v1.NamespaceStatus o}
v1.NamespaceCondition{Type v1.NamespaceConditionType;Status v1.ConditionStatus;LastTransitionTime Time o;Reason string o;Message string o}
v1.NamespaceConditionType=string
v1.NamespacePhase=string
v1.NamespaceSpec{Finalizers []v1.FinalizerName o}
v1.NamespaceStatus{Phase v1.NamespacePhase o;Conditions []v1.NamespaceCondition o k=type s=merge}
v1.Node{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec v1.NodeSpec o;Status v1.NodeStatus o}
v1.NodeAddress{Type v1.NodeAddressType;Address string}
v1.NodeAddressType=string
v1.NodeAffinity{RequiredDuringSchedulingIgnoredDuringExecution *v1.NodeSelector o;PreferredDuringSchedulingIgnoredDuringExecution []v1.PreferredSchedulingTerm o}
v1.NodeCondition{Type v1.NodeConditionType;Status v1.ConditionStatus;LastHeartbeatTime Time o;LastTransitionTime Time o;Reason string o;Message string o}
v1.NodeConditionType=string
v1.NodeConfigSource{ConfigMap *v1.ConfigMapNodeConfigSource o}
v1.NodeConfigStatus{Assigned *v1.NodeConfigSource o;Active *v1.NodeConfigSource o;LastKnownGood *v1.NodeConfigSource o;Error string o}
v1.NodeDaemonEndpoints{KubeletEndpoint v1.DaemonEndpoint o}
v1.NodeFeatures{SupplementalGroupsPolicy *bool o}
v1.NodeInclusionPolicy=string
v1.NodePhase=string
v1.NodeRuntimeHandler{Name string;Features *v1.NodeRuntimeHandlerFeatures o}
v1.NodeRuntimeHandlerFeatures{RecursiveReadOnlyMounts *bool o;UserNamespaces *bool o}
v1.NodeSelector{NodeSelectorTerms []v1.NodeSelectorTerm}
v1.NodeSelectorOperator=string
v1.NodeSelectorRequirement{Key string;Operator v1.NodeSelectorOperator;Values []string o}
v1.NodeSelectorTerm{MatchExpressions []v1.NodeSelectorRequirement o;MatchFields []v1.NodeSelectorRequirement o}
v1.NodeSpec{PodCIDR string o;PodCIDRs []string o s=merge;ProviderID string o;Unschedulable bool o;Taints []v1.Taint o;ConfigSource *v1.NodeConfigSource o;DoNotUseExternalID string json=externalID o}
v1.NodeStatus{Capacity v1.ResourceList o;Allocatable v1.ResourceList o;Phase v1.NodePhase o;Conditions []v1.NodeCondition o k=type s=merge;Addresses []v1.NodeAddress o k=type s=merge;DaemonEndpoints v1.NodeDaemonEndpoints o;NodeInfo v1.NodeSystemInfo o;Images []v1.ContainerImage o;VolumesInUse []v1.UniqueVolumeName o;VolumesAttached []v1.AttachedVolume o;Config *v1.NodeConfigStatus o;RuntimeHandlers []v1.NodeRuntimeHandler o;Features *v1.NodeFeatures o;DeclaredFeatures []string o}
v1.NodeSwapStatus{Capacity *int64 o}
v1.NodeSystemInfo{MachineID string;SystemUUID string;BootID string;KernelVersion string;OSImage string json=osImage;ContainerRuntimeVersion string;KubeletVersion string;KubeProxyVersion string;OperatingSystem string;Architecture string;Swap *v1.NodeSwapStatus o}
v1.OSName=string
v1.ObjectFieldSelector{APIVersion string json=apiVersion o;FieldPath string}
v1.ObjectMeta{Name string o;GenerateName string o;Namespace string o;SelfLink string o;UID types.UID json=uid o;ResourceVersion string o;Generation int64 o;CreationTimestamp Time o z;DeletionTimestamp *Time o;DeletionGracePeriodSeconds *int64 o;Labels map[string]string o;Annotations map[string]string o;OwnerReferences []v1.OwnerReference o k=uid s=merge;Finalizers []string o s=merge;ManagedFields []v1.ManagedFieldsEntry o}
v1.ObjectReference{Kind string o;Namespace string o;Name string o;UID types.UID json=uid o;APIVersion string json=apiVersion o;ResourceVersion string o;FieldPath string o}
v1.OwnerReference{APIVersion string json=apiVersion;Kind string;Name string;UID types.UID json=uid;Controller *bool o;BlockOwnerDeletion *bool o}
v1.PersistentVolumeAccessMode=string
v1.PersistentVolumeClaim{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec v1.PersistentVolumeClaimSpec o;Status v1.PersistentVolumeClaimStatus o}
v1.PersistentVolumeClaimCondition{Type v1.PersistentVolumeClaimConditionType;Status v1.ConditionStatus;LastProbeTime Time o;LastTransitionTime Time o;Reason string o;Message string o}
v1.PersistentVolumeClaimConditionType=string
v1.PersistentVolumeClaimModifyVolumeStatus=string
v1.PersistentVolumeClaimPhase=string
v1.PersistentVolumeClaimSpec{AccessModes []v1.PersistentVolumeAccessMode o;Selector *v1.LabelSelector o;Resources v1.VolumeResourceRequirements o;VolumeName string o;StorageClassName *string o;VolumeMode *v1.PersistentVolumeMode o;DataSource *v1.TypedLocalObjectReference o;DataSourceRef *v1.TypedObjectReference o;VolumeAttributesClassName *string o}
v1.PersistentVolumeClaimStatus{Phase v1.PersistentVolumeClaimPhase o;AccessModes []v1.PersistentVolumeAccessMode o;Capacity v1.ResourceList o;Conditions []v1.PersistentVolumeClaimCondition o k=type s=merge;AllocatedResources v1.ResourceList o;AllocatedResourceStatuses map[v1.ResourceName]v1.ClaimResourceStatus o;CurrentVolumeAttributesClassName *string o;ModifyVolumeStatus *v1.ModifyVolumeStatus o}
v1.PersistentVolumeClaimTemplate{ObjectMeta v1.ObjectMeta json=metadata o;Spec v1.PersistentVolumeClaimSpec}
v1.PersistentVolumeClaimVolumeSource{ClaimName string;ReadOnly bool o}
v1.PersistentVolumeMode=string
v1.PhotonPersistentDiskVolumeSource{PdID string;FSType string json=fsType o}
v1.Pod{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec v1.PodSpec o;Status v1.PodStatus o}
v1.PodAffinity{RequiredDuringSchedulingIgnoredDuringExecution []v1.PodAffinityTerm o;PreferredDuringSchedulingIgnoredDuringExecution []v1.WeightedPodAffinityTerm o}
v1.PodAffinityTerm{LabelSelector *v1.LabelSelector o;Namespaces []string o;TopologyKey string;NamespaceSelector *v1.LabelSelector o;MatchLabelKeys []string o;MismatchLabelKeys []string o}
v1.PodAntiAffinity{RequiredDuringSchedulingIgnoredDuringExecution []v1.PodAffinityTerm o;PreferredDuringSchedulingIgnoredDuringExecution []v1.WeightedPodAffinityTerm o}
v1.PodCertificateProjection{SignerName string o;KeyType string o;MaxExpirationSeconds *int32 o;CredentialBundlePath string o;KeyPath string o;CertificateChainPath string o;UserAnnotations map[string]string o}
v1.PodCondition{Type v1.PodConditionType;ObservedGeneration int64 o;Status v1.ConditionStatus;LastProbeTime Time o;LastTransitionTime Time o;Reason string o;Message string o}
v1.PodConditionType=string
v1.PodDNSConfig{Nameservers []string o;Searches []string o;Options []v1.PodDNSConfigOption o}
v1.PodDNSConfigOption{Name string o;Value *string o}
v1.PodExtendedResourceClaimStatus{RequestMappings []v1.ContainerExtendedResourceRequest;ResourceClaimName string}
v1.PodFSGroupChangePolicy=string
v1.PodIP{IP string json=ip}
v1.PodOS{Name v1.OSName}
v1.PodPhase=string
v1.PodQOSClass=string
v1.PodReadinessGate{ConditionType v1.PodConditionType}
v1.PodResizeStatus=string
v1.PodResourceClaim{Name string;ResourceClaimName *string o;ResourceClaimTemplateName *string o}
v1.PodResourceClaimStatus{Name string;ResourceClaimName *string o}
v1.PodSELinuxChangePolicy=string
v1.PodSchedulingGate{Name string}
v1.PodSecurityContext{SELinuxOptions *v1.SELinuxOptions json=seLinuxOptions o;WindowsOptions *v1.WindowsSecurityContextOptions o;RunAsUser *int64 o;RunAsGroup *int64 o;RunAsNonRoot *bool o;SupplementalGroups []int64 o;SupplementalGroupsPolicy *v1.SupplementalGroupsPolicy o;FSGroup *int64 json=fsGroup o;Sysctls []v1.Sysctl o;FSGroupChangePolicy *v1.PodFSGroupChangePolicy json=fsGroupChangePolicy o;SeccompProfile *v1.SeccompProfile o;AppArmorProfile *v1.AppArmorProfile o;SELinuxChangePolicy *v1.PodSELinuxChangePolicy json=seLinuxChangePolicy o}
v1.PodSpec{Volumes []v1.Volume o k=name s=merge,retainKeys;InitContainers []v1.Container o k=name s=merge;Containers []v1.Container k=name s=merge;EphemeralContainers []v1.EphemeralContainer o k=name s=merge;RestartPolicy v1.RestartPolicy o;TerminationGracePeriodSeconds *int64 o;ActiveDeadlineSeconds *int64 o;DNSPolicy v1.DNSPolicy json=dnsPolicy o;NodeSelector map[string]string o;ServiceAccountName string o;DeprecatedServiceAccount string json=serviceAccount o;AutomountServiceAccountToken *bool o;NodeName string o;HostNetwork bool o;HostPID bool o;HostIPC bool o;ShareProcessNamespace *bool o;SecurityContext *v1.PodSecurityContext o;ImagePullSecrets []v1.LocalObjectReference o k=name s=merge;Hostname string o;Subdomain string o;Affinity *v1.Affinity o;SchedulerName string o;Tolerations []v1.Toleration o;HostAliases []v1.HostAlias o k=ip s=merge;PriorityClassName string o;Priority *int32 o;DNSConfig *v1.PodDNSConfig json=dnsConfig o;ReadinessGates []v1.PodReadinessGate o;RuntimeClassName *string o;EnableServiceLinks *bool o;PreemptionPolicy *v1.PreemptionPolicy o;Overhead v1.ResourceList o;TopologySpreadConstraints []v1.TopologySpreadConstraint o k=topologyKey s=merge;SetHostnameAsFQDN *bool o;OS *v1.PodOS json=os o;HostUsers *bool o;SchedulingGates []v1.PodSchedulingGate o k=name s=merge;ResourceClaims []v1.PodResourceClaim o k=name s=merge,retainKeys;Resources *v1.ResourceRequirements o;HostnameOverride *string o;WorkloadRef *v1.WorkloadReference o}
v1.PodStatus{ObservedGeneration int64 o;Phase v1.PodPhase o;Conditions []v1.PodCondition o k=type s=merge;Message string o;Reason string o;NominatedNodeName string o;HostIP string o;HostIPs []v1.HostIP o k=ip s=merge;PodIP string o;PodIPs []v1.PodIP o k=ip s=merge;StartTime *Time o;InitContainerStatuses []v1.ContainerStatus o;ContainerStatuses []v1.ContainerStatus o;QOSClass v1.PodQOSClass json=qosClass o;EphemeralContainerStatuses []v1.ContainerStatus o;Resize v1.PodResizeStatus o;ResourceClaimStatuses []v1.PodResourceClaimStatus o k=name s=merge,retainKeys;ExtendedResourceClaimStatus *v1.PodExtendedResourceClaimStatus o;AllocatedResources v1.ResourceList o;Resources *v1.ResourceRequirements o}
v1.PodTemplateSpec{ObjectMeta v1.ObjectMeta json=metadata o;Spec v1.PodSpec o}
v1.PortStatus{Port int32;Protocol v1.Protocol;Error *string o}
v1.PortworxVolumeSource{VolumeID string;FSType string json=fsType o;ReadOnly bool o}
v1.PreemptionPolicy=string
v1.PreferredSchedulingTerm{Weight int32;Preference v1.NodeSelectorTerm}
v1.Probe{ProbeHandler v1.ProbeHandler i;InitialDelaySeconds int32 o;TimeoutSeconds int32 o;PeriodSeconds int32 o;SuccessThreshold int32 o;FailureThreshold int32 o;TerminationGracePeriodSeconds *int64 o}
v1.ProbeHandler{Exec *v1.ExecAction o;HTTPGet *v1.HTTPGetAction json=httpGet o;TCPSocket *v1.TCPSocketAction json=tcpSocket o;GRPC *v1.GRPCAction json=grpc o}
v1.ProcMountType=string
v1.ProjectedVolumeSource{Sources []v1.VolumeProjection;DefaultMode *int32 o}
v1.Protocol=string
v1.PullPolicy=string
v1.QuobyteVolumeSource{Registry string;Volume string;ReadOnly bool o;User string o;Group string o;Tenant string o}
v1.RBDVolumeSource{CephMonitors []string json=monitors;RBDImage string json=image;FSType string json=fsType o;RBDPool string json=pool o;RadosUser string json=user o;Keyring string o;SecretRef *v1.LocalObjectReference o;ReadOnly bool o}
v1.RecursiveReadOnlyMode=string
v1.ReplicationController{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec v1.ReplicationControllerSpec o;Status v1.ReplicationControllerStatus o}
v1.ReplicationControllerCondition{Type v1.ReplicationControllerConditionType;Status v1.ConditionStatus;LastTransitionTime Time o;Reason string o;Message string o}
v1.ReplicationControllerConditionType=string
v1.ReplicationControllerSpec{Replicas *int32 o;MinReadySeconds int32 o;Selector map[string]string o;Template *v1.PodTemplateSpec o}
v1.ReplicationControllerStatus{Replicas int32;FullyLabeledReplicas int32 o;ReadyReplicas int32 o;AvailableReplicas int32 o;ObservedGeneration int64 o;Conditions []v1.ReplicationControllerCondition o k=type s=merge}
v1.ResourceClaim{Name string;Request string o}
v1.ResourceFieldSelector{ContainerName string o;Resource string;Divisor Quantity o}
v1.ResourceHealth{ResourceID v1.ResourceID;Health v1.ResourceHealthStatus o}
v1.ResourceHealthStatus=string
v1.ResourceID=string
v1.ResourceList=map[v1.ResourceName]Quantity
v1.ResourceName=string
v1.ResourceQuota{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec v1.ResourceQuotaSpec o;Status v1.ResourceQuotaStatus o}
v1.ResourceQuotaScope=string
v1.ResourceQuotaSpec{Hard v1.ResourceList o;Scopes []v1.ResourceQuotaScope o;ScopeSelector *v1.ScopeSelector o}
v1.ResourceQuotaStatus{Hard v1.ResourceList o;Used v1.ResourceList o}
v1.ResourceRequirements{Limits v1.ResourceList o;Requests v1.ResourceList o;Claims []v1.ResourceClaim o}
v1.ResourceResizeRestartPolicy=string
v1.ResourceStatus{Name v1.ResourceName;Resources []v1.ResourceHealth o}
v1.RestartPolicy=string
v1.SELinuxOptions{User string o;Role string o;Type string o;Level string o}
v1.ScaleIOVolumeSource{Gateway string;System string;SecretRef *v1.LocalObjectReference;SSLEnabled bool json=sslEnabled o;ProtectionDomain string o;StoragePool string o;StorageMode string o;VolumeName string o;FSType string json=fsType o;ReadOnly bool o}
v1.ScopeSelector{MatchExpressions []v1.ScopedResourceSelectorRequirement o}
v1.ScopeSelectorOperator=string
v1.ScopedResourceSelectorRequirement{ScopeName v1.ResourceQuotaScope;Operator v1.ScopeSelectorOperator;Values []string o}
v1.SeccompProfile{Type v1.SeccompProfileType;LocalhostProfile *string o}
v1.SeccompProfileType=string
v1.Secret{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Immutable *bool o;Data map[string][]uint8 o;StringData map[string]string o;Type v1.SecretType o}
v1.SecretEnvSource{LocalObjectReference v1.LocalObjectReference i;Optional *bool o}
v1.SecretKeySelector{LocalObjectReference v1.LocalObjectReference i;Key string;Optional *bool o}
v1.SecretProjection{LocalObjectReference v1.LocalObjectReference i;Items []v1.KeyToPath o;Optional *bool o}
v1.SecretType=string
v1.SecretVolumeSource{SecretName string o;Items []v1.KeyToPath o;DefaultMode *int32 o;Optional *bool o}
v1.SecurityContext{Capabilities *v1.Capabilities o;Privileged *bool o;SELinuxOptions *v1.SELinuxOptions json=seLinuxOptions o;WindowsOptions *v1.WindowsSecurityContextOptions o;RunAsUser *int64 o;RunAsGroup *int64 o;RunAsNonRoot *bool o;ReadOnlyRootFilesystem *bool o;AllowPrivilegeEscalation *bool o;ProcMount *v1.ProcMountType o;SeccompProfile *v1.SeccompProfile o;AppArmorProfile *v1.AppArmorProfile o}
v1.Service{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Spec v1.ServiceSpec o;Status v1.ServiceStatus o}
v1.ServiceAccount{TypeMeta v1.TypeMeta i;ObjectMeta v1.ObjectMeta json=metadata o;Secrets []v1.ObjectReference o k=name s=merge;ImagePullSecrets []v1.LocalObjectReference o;AutomountServiceAccountToken *bool o}
v1.ServiceAccountTokenProjection{Audience string o;ExpirationSeconds *int64 o;Path string}
v1.ServiceAffinity=string
v1.ServiceExternalTrafficPolicy=string
v1.ServiceInternalTrafficPolicy=string
v1.ServicePort{Name string o;Protocol v1.Protocol o;AppProtocol *string o;Port int32;TargetPort IntOrString o;NodePort int32 o}
v1.ServiceSpec{Ports []v1.ServicePort o k=port s=merge;Selector map[string]string o;ClusterIP string o;ClusterIPs []string o;Type v1.ServiceType o;ExternalIPs []string o;SessionAffinity v1.ServiceAffinity o;LoadBalancerIP string o;LoadBalancerSourceRanges []string o;ExternalName string o;ExternalTrafficPolicy v1.ServiceExternalTrafficPolicy o;HealthCheckNodePort int32 o;PublishNotReadyAddresses bool o;SessionAffinityConfig *v1.SessionAffinityConfig o;IPFamilies []v1.IPFamily json=ipFamilies o;IPFamilyPolicy *v1.IPFamilyPolicy json=ipFamilyPolicy o;AllocateLoadBalancerNodePorts *bool o;LoadBalancerClass *string o;InternalTrafficPolicy *v1.ServiceInternalTrafficPolicy o;TrafficDistribution *string o}
v1.ServiceStatus{LoadBalancer v1.LoadBalancerStatus o;Conditions []v1.Condition o k=type s=merge}
v1.ServiceType=string
v1.SessionAffinityConfig{ClientIP *v1.ClientIPConfig o}
v1.Signal=string
v1.SleepAction{Seconds int64}
v1.StorageMedium=string
v1.StorageOSVolumeSource{VolumeName string o;VolumeNamespace string o;FSType string json=fsType o;ReadOnly bool o;SecretRef *v1.LocalObjectReference o}
v1.SupplementalGroupsPolicy=string
v1.Sysctl{Name string;Value string}
v1.TCPSocketAction{Port IntOrString;Host string o}
v1.Taint{Key string;Value string o;Effect v1.TaintEffect;TimeAdded *Time o}
v1.TaintEffect=string
v1.TerminationMessagePolicy=string
v1.Toleration{Key string o;Operator v1.TolerationOperator o;Value string o;Effect v1.TaintEffect o;TolerationSeconds *int64 o}
v1.TolerationOperator=string
v1.TopologySpreadConstraint{MaxSkew int32;TopologyKey string;WhenUnsatisfiable v1.UnsatisfiableConstraintAction;LabelSelector *v1.LabelSelector o;MinDomains *int32 o;NodeAffinityPolicy *v1.NodeInclusionPolicy o;NodeTaintsPolicy *v1.NodeInclusionPolicy o;MatchLabelKeys []string o}
v1.TypeMeta{Kind string o;APIVersion string json=apiVersion o}
v1.TypedLocalObjectReference{APIGroup *string json=apiGroup;Kind string;Name string}
v1.TypedObjectReference{APIGroup *string json=apiGroup;Kind string;Name string;Namespace *string o}
v1.URIScheme=string
v1.UniqueVolumeName=string
v1.UnsatisfiableConstraintAction=string
v1.Volume{Name string;VolumeSource v1.VolumeSource i}
v1.VolumeDevice{Name string;DevicePath string}
v1.VolumeMount{Name string;ReadOnly bool o;RecursiveReadOnly *v1.RecursiveReadOnlyMode o;MountPath string;SubPath string o;MountPropagation *v1.MountPropagationMode o;SubPathExpr string o}
v1.VolumeMountStatus{Name string;MountPath string;ReadOnly bool o;RecursiveReadOnly *v1.RecursiveReadOnlyMode o}
v1.VolumeProjection{Secret *v1.SecretProjection o;DownwardAPI *v1.DownwardAPIProjection o;ConfigMap *v1.ConfigMapProjection o;ServiceAccountToken *v1.ServiceAccountTokenProjection o;ClusterTrustBundle *v1.ClusterTrustBundleProjection o;PodCertificate *v1.PodCertificateProjection o}
v1.VolumeResourceRequirements{Limits v1.ResourceList o;Requests v1.ResourceList o}
v1.VolumeSource{HostPath *v1.HostPathVolumeSource o;EmptyDir *v1.EmptyDirVolumeSource o;GCEPersistentDisk *v1.GCEPersistentDiskVolumeSource json=gcePersistentDisk o;AWSElasticBlockStore *v1.AWSElasticBlockStoreVolumeSource json=awsElasticBlockStore o;GitRepo *v1.GitRepoVolumeSource o;Secret *v1.SecretVolumeSource o;NFS *v1.NFSVolumeSource json=nfs o;ISCSI *v1.ISCSIVolumeSource json=iscsi o;Glusterfs *v1.GlusterfsVolumeSource o;PersistentVolumeClaim *v1.PersistentVolumeClaimVolumeSource o;RBD *v1.RBDVolumeSource json=rbd o;FlexVolume *v1.FlexVolumeSource o;Cinder *v1.CinderVolumeSource o;CephFS *v1.CephFSVolumeSource json=cephfs o;Flocker *v1.FlockerVolumeSource o;DownwardAPI *v1.DownwardAPIVolumeSource o;FC *v1.FCVolumeSource json=fc o;AzureFile *v1.AzureFileVolumeSource o;ConfigMap *v1.ConfigMapVolumeSource o;VsphereVolume *v1.VsphereVirtualDiskVolumeSource o;Quobyte *v1.QuobyteVolumeSource o;AzureDisk *v1.AzureDiskVolumeSource o;PhotonPersistentDisk *v1.PhotonPersistentDiskVolumeSource o;Projected *v1.ProjectedVolumeSource o;PortworxVolume *v1.PortworxVolumeSource o;ScaleIO *v1.ScaleIOVolumeSource o;StorageOS *v1.StorageOSVolumeSource json=storageos o;CSI *v1.CSIVolumeSource json=csi o;Ephemeral *v1.EphemeralVolumeSource o;Image *v1.ImageVolumeSource o}
v1.VsphereVirtualDiskVolumeSource{VolumePath string;FSType string json=fsType o;StoragePolicyName string o;StoragePolicyID string o}
v1.WeightedPodAffinityTerm{Weight int32;PodAffinityTerm v1.PodAffinityTerm}
v1.WindowsSecurityContextOptions{GMSACredentialSpecName *string json=gmsaCredentialSpecName o;GMSACredentialSpec *string json=gmsaCredentialSpec o;RunAsUserName *string o;HostProcess *bool o}
v1.WorkloadReference{Name string;PodGroup string;PodGroupReplicaKey string o}
`;
