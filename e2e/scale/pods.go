package main

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const (
	app      = "cable"
	sidecar  = "stuckpod"
	appPort  = 8080
	nonroot  = int64(65532)
	imageTag = "registry.shop.example/platform/"
)

// pod is the object as a Deployment's controller and the webhook would have made it: some 12 kB of
// JSON, once the API server has added its own.
func pod(at place, owner types.UID, injected injection) *corev1.Pod {
	yes := true
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{
			Namespace:    at.namespace,
			Name:         at.name,
			GenerateName: at.workload + "-",
			Labels: map[string]string{
				"app":                          at.policy,
				"app.kubernetes.io/name":       app,
				"app.kubernetes.io/instance":   at.policy,
				"app.kubernetes.io/managed-by": "Helm",
				"pod-template-hash":            at.workload[strings.LastIndex(at.workload, "-")+1:],
				"stuckpod.dev/sidecar":         "true",
				"team":                         "realtime",
			},
			Annotations: map[string]string{
				"checksum/config":                         digest("config" + at.workload),
				"prometheus.io/scrape":                    "true",
				"prometheus.io/port":                      fmt.Sprint(appPort),
				"kubectl.kubernetes.io/default-container": app,
				"kubectl.kubernetes.io/restartedAt":       "2026-01-05T09:12:44Z",
			},
			OwnerReferences: []metav1.OwnerReference{{
				APIVersion: "apps/v1", Kind: "ReplicaSet", Name: at.workload, UID: owner, Controller: &yes, BlockOwnerDeletion: &yes}},
		},
		Spec: spec(at, injected),
	}
}

func spec(at place, injected injection) corev1.PodSpec {
	yes, grace := true, int64(45)
	return corev1.PodSpec{
		NodeName:                      at.node,
		ServiceAccountName:            app,
		ShareProcessNamespace:         &yes,
		TerminationGracePeriodSeconds: &grace,
		SecurityContext: &corev1.PodSecurityContext{
			RunAsUser: ptr(nonroot), RunAsGroup: ptr(nonroot), FSGroup: ptr(nonroot), RunAsNonRoot: &yes,
			SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}},
		InitContainers: []corev1.Container{stuckpod(injected)},
		Containers:     []corev1.Container{cable()},
		Volumes: []corev1.Volume{
			{Name: "config", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
				LocalObjectReference: corev1.LocalObjectReference{Name: "cable-config"}}}},
			{Name: "tls", VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "cable-tls"}}},
			{Name: "logs", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
			{Name: "stuckpod-spool", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{
				SizeLimit: ptr(resource.MustParse("256Mi"))}}},
			token(),
		},
		Tolerations: []corev1.Toleration{
			{Key: "workload", Operator: corev1.TolerationOpEqual, Value: "realtime", Effect: corev1.TaintEffectNoSchedule}},
	}
}

func cable() corev1.Container {
	return corev1.Container{
		Name:      app,
		Image:     imageTag + "cable:1.6.4",
		Args:      []string{"--host=0.0.0.0", "--port=8080", "--broadcast_adapter=redisx", "--rpc_concurrency=28", "--log_format=json"},
		Ports:     []corev1.ContainerPort{{Name: "http", ContainerPort: appPort}},
		Env:       environment(),
		Resources: resources("250m", "256Mi", "512Mi"),
		VolumeMounts: []corev1.VolumeMount{
			{Name: "config", MountPath: "/etc/cable", ReadOnly: true}, {Name: "tls", MountPath: "/etc/tls", ReadOnly: true},
			{Name: "logs", MountPath: "/var/log/cable"}, tokenMount()},
		LivenessProbe:   probe("/health", 10),
		ReadinessProbe:  probe("/ready", 5),
		SecurityContext: restricted(),
	}
}

func environment() []corev1.EnvVar {
	variables := []corev1.EnvVar{
		{Name: "POD_NAME", ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: "metadata.name"}}},
		{Name: "GOMEMLIMIT", ValueFrom: &corev1.EnvVarSource{ResourceFieldRef: &corev1.ResourceFieldSelector{Resource: "limits.memory"}}},
	}
	for _, name := range []string{"REDIS_URL", "RPC_TOKEN", "JWT_SECRET"} {
		variables = append(variables, corev1.EnvVar{Name: name, ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
			LocalObjectReference: corev1.LocalObjectReference{Name: "cable-credentials"}, Key: strings.ToLower(name)}}})
	}
	variables = append(variables, corev1.EnvVar{
		Name: "CABLE_RPC_HOST", Value: "rpc-host.platform.svc.cluster.local:50051"})
	return variables
}

func shipper() corev1.Container {
	return corev1.Container{
		Name:            "log-shipper",
		Image:           imageTag + "fluent-bit:3.1.9",
		Env:             []corev1.EnvVar{{Name: "OUTPUT", Value: "http://logs.platform.svc.cluster.local:9880/cable"}},
		Resources:       resources("20m", "32Mi", "64Mi"),
		VolumeMounts:    []corev1.VolumeMount{{Name: "logs", MountPath: "/var/log/cable", ReadOnly: true}, tokenMount()},
		SecurityContext: restricted(),
	}
}

// injection is what the webhook knows.
type injection struct{ authority, port string }

// stuckpod is what the webhook adds.
func stuckpod(injected injection) corev1.Container {
	always := corev1.ContainerRestartPolicyAlways
	context := restricted()
	context.RunAsUser, context.RunAsGroup = ptr(nonroot), ptr(nonroot)
	return corev1.Container{
		Name: sidecar, Image: "localhost/stuckpod/sidecar:0.1.0", RestartPolicy: &always,
		Env: []corev1.EnvVar{
			{Name: "STUCKPOD_PORT", Value: injected.port},
			{Name: "STUCKPOD_POD_IP", ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: "status.podIP"}}},
			{Name: "STUCKPOD_CA", Value: injected.authority},
			{Name: "STUCKPOD_SPOOL_BYTES", Value: "201326592"},
		},
		Resources:       resources("10m", "64Mi", "128Mi"),
		VolumeMounts:    []corev1.VolumeMount{{Name: "stuckpod-spool", MountPath: "/spool"}},
		SecurityContext: context,
	}
}

func probe(path string, seconds int32) *corev1.Probe {
	return &corev1.Probe{PeriodSeconds: seconds, TimeoutSeconds: 2, FailureThreshold: 6,
		ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: path, Port: intstr.FromString("http")}}}
}

func restricted() *corev1.SecurityContext {
	no, yes := false, true
	return &corev1.SecurityContext{AllowPrivilegeEscalation: &no, ReadOnlyRootFilesystem: &yes, RunAsNonRoot: &yes,
		Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}}}
}

func resources(cpu, memory, limit string) corev1.ResourceRequirements {
	return corev1.ResourceRequirements{
		Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(cpu), corev1.ResourceMemory: resource.MustParse(memory)},
		Limits:   corev1.ResourceList{corev1.ResourceMemory: resource.MustParse(limit)}}
}

func token() corev1.Volume {
	seconds := int64(3607)
	return corev1.Volume{Name: "kube-api-access", VolumeSource: corev1.VolumeSource{Projected: &corev1.ProjectedVolumeSource{
		Sources: []corev1.VolumeProjection{
			{ServiceAccountToken: &corev1.ServiceAccountTokenProjection{ExpirationSeconds: &seconds, Path: "token"}},
			{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: corev1.LocalObjectReference{Name: "kube-root-ca.crt"},
				Items: []corev1.KeyToPath{{Key: "ca.crt", Path: "ca.crt"}}}},
		}}}}
}

func tokenMount() corev1.VolumeMount {
	return corev1.VolumeMount{Name: "kube-api-access", MountPath: "/var/run/secrets/kubernetes.io/serviceaccount", ReadOnly: true}
}

// running is what its kubelet would say of it.
func running(at place, began time.Time) corev1.PodStatus {
	started := metav1.NewTime(began.Add(-at.started))
	condition := func(kind corev1.PodConditionType) corev1.PodCondition {
		return corev1.PodCondition{Type: kind, Status: corev1.ConditionTrue, LastTransitionTime: started}
	}
	state := corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: started}}
	return corev1.PodStatus{
		Phase: corev1.PodRunning, QOSClass: corev1.PodQOSBurstable, StartTime: &started,
		PodIP: at.ip, PodIPs: []corev1.PodIP{{IP: at.ip}}, HostIP: "127.0.0.1", HostIPs: []corev1.HostIP{{IP: "127.0.0.1"}},
		Conditions: []corev1.PodCondition{
			condition(corev1.PodReadyToStartContainers), condition(corev1.PodInitialized), condition(corev1.PodReady),
			condition(corev1.ContainersReady), condition(corev1.PodScheduled)},
		InitContainerStatuses: []corev1.ContainerStatus{status(at, sidecar, "sidecar:0.1.0", state)},
		ContainerStatuses: []corev1.ContainerStatus{
			status(at, app, "cable:1.6.4", state)},
	}
}

func status(at place, name, image string, state corev1.ContainerState) corev1.ContainerStatus {
	started := state.Running != nil
	return corev1.ContainerStatus{Name: name, State: state, Ready: true, Started: &started, Image: imageTag + image,
		ImageID: imageTag + strings.Split(image, ":")[0] + "@sha256:" + digest(image), ContainerID: containerID(at, name)}
}

func containerID(at place, name string) string { return "containerd://" + digest(at.name+"/"+name) }

func digest(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }

func ptr[T any](value T) *T { return &value }
