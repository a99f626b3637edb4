package main

import (
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
)

const nonRoot = int64(65532)

func buildDeployment(fhir *Fhir, config *corev1.ConfigMap) *appsv1.Deployment {
	podLabels := labels(fhir)
	switch fhir.Spec.Identity.Type {
	case "WorkloadIdentity":
		podLabels["azure.workload.identity/use"] = "true"
	case "PodIdentity":
		podLabels["aadpodidbinding"] = fhir.Name
	}
	deployment := &appsv1.Deployment{
		TypeMeta:   metav1.TypeMeta{APIVersion: "apps/v1", Kind: "Deployment"},
		ObjectMeta: meta(fhir),
		Spec: appsv1.DeploymentSpec{
			Selector:             &metav1.LabelSelector{MatchLabels: selectorLabels(fhir)},
			RevisionHistoryLimit: ptr.To(int32(3)),
			Strategy: appsv1.DeploymentStrategy{
				Type: appsv1.RollingUpdateDeploymentStrategyType,
				RollingUpdate: &appsv1.RollingUpdateDeployment{
					MaxSurge:       ptr.To(intstr.FromInt32(1)),
					MaxUnavailable: ptr.To(intstr.FromInt32(0)),
				},
			},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{
					Labels:      podLabels,
					Annotations: map[string]string{"fhir-on-aks.io/config-checksum": checksum(config.Data)},
				},
				Spec: podSpec(fhir),
			},
		},
	}
	if fhir.Spec.Autoscaling == nil {
		deployment.Spec.Replicas = ptr.To(ptr.Deref(fhir.Spec.Replicas, defaultReplicas))
	}
	return deployment
}

func podSpec(fhir *Fhir) corev1.PodSpec {
	spread := func(key string) corev1.TopologySpreadConstraint {
		return corev1.TopologySpreadConstraint{
			TopologyKey:       key,
			MaxSkew:           1,
			WhenUnsatisfiable: corev1.ScheduleAnyway,
			LabelSelector:     &metav1.LabelSelector{MatchLabels: selectorLabels(fhir)},
		}
	}
	return corev1.PodSpec{
		ServiceAccountName:            fhir.Name,
		AutomountServiceAccountToken:  ptr.To(false),
		TerminationGracePeriodSeconds: ptr.To(int64(60)),
		SecurityContext: &corev1.PodSecurityContext{
			RunAsNonRoot:   ptr.To(true),
			RunAsUser:      ptr.To(nonRoot),
			RunAsGroup:     ptr.To(nonRoot),
			FSGroup:        ptr.To(nonRoot),
			SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
		},
		TopologySpreadConstraints: []corev1.TopologySpreadConstraint{
			spread("topology.kubernetes.io/zone"), spread("kubernetes.io/hostname"),
		},
		Volumes:    []corev1.Volume{{Name: "tmp", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}},
		Containers: []corev1.Container{container(fhir)},
	}
}

func container(fhir *Fhir) corev1.Container {
	return corev1.Container{
		Name:            "fhir-server",
		Image:           imageOf(fhir),
		ImagePullPolicy: corev1.PullIfNotPresent,
		Ports:           []corev1.ContainerPort{{Name: "http", ContainerPort: 8080, Protocol: corev1.ProtocolTCP}},
		EnvFrom: []corev1.EnvFromSource{{ConfigMapRef: &corev1.ConfigMapEnvSource{
			LocalObjectReference: corev1.LocalObjectReference{Name: fhir.Name},
		}}},
		Resources:      sizeOf(fhir),
		StartupProbe:   httpProbe("/health/check", 10, 10, 60),
		LivenessProbe:  httpProbe("/$versions", 20, 5, 6),
		ReadinessProbe: httpProbe("/health/check", 10, 10, 3),
		Lifecycle: &corev1.Lifecycle{
			PreStop: &corev1.LifecycleHandler{Sleep: &corev1.SleepAction{Seconds: 10}},
		},
		VolumeMounts: []corev1.VolumeMount{{Name: "tmp", MountPath: "/tmp"}},
		SecurityContext: &corev1.SecurityContext{
			AllowPrivilegeEscalation: ptr.To(false),
			ReadOnlyRootFilesystem:   ptr.To(true),
			Capabilities:             &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
		},
	}
}

func httpProbe(path string, period, timeout, failures int32) *corev1.Probe {
	return &corev1.Probe{
		ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{
			Path: path, Port: intstr.FromString("http"), Scheme: corev1.URISchemeHTTP,
		}},
		PeriodSeconds:    period,
		TimeoutSeconds:   timeout,
		FailureThreshold: failures,
		SuccessThreshold: 1,
	}
}
