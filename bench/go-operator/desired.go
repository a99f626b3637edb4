package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

const (
	managedBy       = "fhir-operator"
	managedByLabel  = "app.kubernetes.io/managed-by"
	hashAnnotation  = "bench.fhir-on-aks.io/intent"
	defaultReplicas = int32(1)
)

// desiredObjects returns every child that the Fhir should have. It asks nobody.
func desiredObjects(fhir *Fhir) []client.Object {
	config := buildConfigMap(fhir)
	objects := []client.Object{
		buildServiceAccount(fhir),
		config,
		buildDeployment(fhir, config),
		buildService(fhir),
	}
	if fhir.Spec.Exposure.Type != "None" {
		objects = append(objects, buildIngress(fhir))
	}
	if fhir.Spec.Autoscaling != nil {
		objects = append(objects, buildAutoscaler(fhir))
	}
	if lowestReplicas(fhir) >= 2 {
		objects = append(objects, buildDisruptionBudget(fhir))
	}
	if fhir.Spec.NetworkPolicy.on() {
		objects = append(objects, buildNetworkPolicy(fhir))
	}
	if fhir.Spec.Identity.Type == "PodIdentity" {
		objects = append(objects, buildAzureIdentity(fhir), buildAzureIdentityBinding(fhir))
	}
	return objects
}

func lowestReplicas(fhir *Fhir) int32 {
	if fhir.Spec.Autoscaling != nil {
		return fhir.Spec.Autoscaling.MinReplicas
	}
	return ptr.Deref(fhir.Spec.Replicas, defaultReplicas)
}

func selectorLabels(fhir *Fhir) map[string]string {
	return map[string]string{
		"app.kubernetes.io/name":     "fhir-server",
		"app.kubernetes.io/instance": fhir.Name,
	}
}

func labels(fhir *Fhir) map[string]string {
	all := selectorLabels(fhir)
	all["app.kubernetes.io/component"] = "server"
	all["app.kubernetes.io/part-of"] = "fhir-on-aks"
	all["app.kubernetes.io/version"] = fhir.Spec.FhirVersion
	all[managedByLabel] = managedBy
	all["fhir-on-aks.io/instance-uid"] = string(fhir.UID)
	all["backstage.io/kubernetes-id"] = fhir.Name
	return all
}

func meta(fhir *Fhir) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name:            fhir.Name,
		Namespace:       fhir.Namespace,
		Labels:          labels(fhir),
		OwnerReferences: []metav1.OwnerReference{*metav1.NewControllerRef(fhir, groupVersion.WithKind("Fhir"))},
	}
}

func buildServiceAccount(fhir *Fhir) *corev1.ServiceAccount {
	account := &corev1.ServiceAccount{
		TypeMeta:                     metav1.TypeMeta{APIVersion: "v1", Kind: "ServiceAccount"},
		ObjectMeta:                   meta(fhir),
		AutomountServiceAccountToken: ptr.To(false),
	}
	if fhir.Spec.Identity.Type == "WorkloadIdentity" {
		account.Annotations = map[string]string{"azure.workload.identity/client-id": fhir.Spec.Identity.ClientID}
		if fhir.Spec.Identity.TenantID != "" {
			account.Annotations["azure.workload.identity/tenant-id"] = fhir.Spec.Identity.TenantID
		}
	}
	return account
}

func buildConfigMap(fhir *Fhir) *corev1.ConfigMap {
	return &corev1.ConfigMap{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "ConfigMap"},
		ObjectMeta: meta(fhir),
		Data:       serverSettings(fhir),
	}
}

func buildService(fhir *Fhir) *corev1.Service {
	return &corev1.Service{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Service"},
		ObjectMeta: meta(fhir),
		Spec: corev1.ServiceSpec{
			Type:     corev1.ServiceTypeClusterIP,
			Selector: selectorLabels(fhir),
			Ports: []corev1.ServicePort{
				{Name: "http", Port: 8080, TargetPort: intstr.FromString("http"), Protocol: corev1.ProtocolTCP},
			},
		},
	}
}

func buildIngress(fhir *Fhir) *networkingv1.Ingress {
	host := fhir.Spec.Exposure.Host
	class := fhir.Spec.Exposure.ClassName
	if class == "" {
		class = "webapprouting.kubernetes.azure.com"
	}
	ingress := &networkingv1.Ingress{
		TypeMeta:   metav1.TypeMeta{APIVersion: "networking.k8s.io/v1", Kind: "Ingress"},
		ObjectMeta: meta(fhir),
		Spec: networkingv1.IngressSpec{
			IngressClassName: &class,
			Rules: []networkingv1.IngressRule{{
				Host: host,
				IngressRuleValue: networkingv1.IngressRuleValue{HTTP: &networkingv1.HTTPIngressRuleValue{
					Paths: []networkingv1.HTTPIngressPath{{
						Path:     "/",
						PathType: ptr.To(networkingv1.PathTypePrefix),
						Backend: networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{
							Name: fhir.Name,
							Port: networkingv1.ServiceBackendPort{Name: "http"},
						}},
					}},
				}},
			}},
		},
	}
	ingress.Annotations = map[string]string{
		"nginx.ingress.kubernetes.io/proxy-body-size":    "50m",
		"nginx.ingress.kubernetes.io/proxy-read-timeout": "120",
	}
	return ingress
}

func buildDisruptionBudget(fhir *Fhir) *policyv1.PodDisruptionBudget {
	return &policyv1.PodDisruptionBudget{
		TypeMeta:   metav1.TypeMeta{APIVersion: "policy/v1", Kind: "PodDisruptionBudget"},
		ObjectMeta: meta(fhir),
		Spec: policyv1.PodDisruptionBudgetSpec{
			MaxUnavailable: ptr.To(intstr.FromInt32(1)),
			Selector:       &metav1.LabelSelector{MatchLabels: selectorLabels(fhir)},
		},
	}
}

func buildAutoscaler(fhir *Fhir) *autoscalingv2.HorizontalPodAutoscaler {
	wanted := fhir.Spec.Autoscaling
	return &autoscalingv2.HorizontalPodAutoscaler{
		TypeMeta:   metav1.TypeMeta{APIVersion: "autoscaling/v2", Kind: "HorizontalPodAutoscaler"},
		ObjectMeta: meta(fhir),
		Spec: autoscalingv2.HorizontalPodAutoscalerSpec{
			ScaleTargetRef: autoscalingv2.CrossVersionObjectReference{APIVersion: "apps/v1", Kind: "Deployment", Name: fhir.Name},
			MinReplicas:    ptr.To(wanted.MinReplicas),
			MaxReplicas:    wanted.MaxReplicas,
			Metrics: []autoscalingv2.MetricSpec{{
				Type: autoscalingv2.ResourceMetricSourceType,
				Resource: &autoscalingv2.ResourceMetricSource{
					Name: corev1.ResourceCPU,
					Target: autoscalingv2.MetricTarget{
						Type:               autoscalingv2.UtilizationMetricType,
						AverageUtilization: ptr.To(wanted.TargetCPUPercent),
					},
				},
			}},
		},
	}
}

func buildNetworkPolicy(fhir *Fhir) *networkingv1.NetworkPolicy {
	return &networkingv1.NetworkPolicy{
		TypeMeta:   metav1.TypeMeta{APIVersion: "networking.k8s.io/v1", Kind: "NetworkPolicy"},
		ObjectMeta: meta(fhir),
		Spec: networkingv1.NetworkPolicySpec{
			PodSelector: metav1.LabelSelector{MatchLabels: selectorLabels(fhir)},
			PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeIngress},
			Ingress: []networkingv1.NetworkPolicyIngressRule{{
				From: []networkingv1.NetworkPolicyPeer{{
					NamespaceSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"kubernetes.io/metadata.name": "app-routing-system"}},
				}},
				Ports: []networkingv1.NetworkPolicyPort{{Port: ptr.To(intstr.FromString("http")), Protocol: ptr.To(corev1.ProtocolTCP)}},
			}},
		},
	}
}

func buildAzureIdentity(fhir *Fhir) *unstructured.Unstructured {
	return aadPodIdentity(fhir, "AzureIdentity", map[string]any{
		"type":       int64(0),
		"clientID":   fhir.Spec.Identity.ClientID,
		"resourceID": fhir.Spec.Identity.ResourceID,
	})
}

func buildAzureIdentityBinding(fhir *Fhir) *unstructured.Unstructured {
	return aadPodIdentity(fhir, "AzureIdentityBinding", map[string]any{
		"azureIdentity": fhir.Name,
		"selector":      fhir.Name,
	})
}

func aadPodIdentity(fhir *Fhir, kind string, spec map[string]any) *unstructured.Unstructured {
	object := &unstructured.Unstructured{Object: map[string]any{"spec": spec}}
	object.SetAPIVersion("aadpodidentity.k8s.io/v1")
	object.SetKind(kind)
	objectMeta := meta(fhir)
	object.SetName(objectMeta.Name)
	object.SetNamespace(objectMeta.Namespace)
	object.SetLabels(objectMeta.Labels)
	object.SetOwnerReferences(objectMeta.OwnerReferences)
	object.SetAnnotations(map[string]string{"aadpodidentity.k8s.io/Behavior": "namespaced"})
	return object
}

func imageOf(fhir *Fhir) string {
	image := fhir.Spec.Image
	repository := image.Repository
	if repository == "" {
		repository = fmt.Sprintf("mcr.microsoft.com/healthcareapis/%s-fhir-server", map[string]string{
			"Stu3": "stu3", "R4": "r4", "R4B": "r4b", "R5": "r5",
		}[fhir.Spec.FhirVersion])
	}
	switch {
	case image.Digest != "":
		return repository + "@" + image.Digest
	case image.Tag != "":
		return repository + ":" + image.Tag
	default:
		return repository + ":5.0.30"
	}
}

func sizeOf(fhir *Fhir) corev1.ResourceRequirements {
	size := map[string][4]string{
		"Small":  {"500m", "1Gi", "1", "2Gi"},
		"Medium": {"1", "2Gi", "2", "4Gi"},
		"Large":  {"2", "4Gi", "4", "8Gi"},
	}[fhir.Spec.Size]
	if size[0] == "" {
		size = [4]string{"500m", "1Gi", "1", "2Gi"}
	}
	return corev1.ResourceRequirements{
		Requests: corev1.ResourceList{"cpu": resource.MustParse(size[0]), "memory": resource.MustParse(size[1])},
		Limits:   corev1.ResourceList{"cpu": resource.MustParse(size[2]), "memory": resource.MustParse(size[3])},
	}
}

func checksum(value any) string {
	text, _ := json.Marshal(value) // maps of strings always marshal
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
