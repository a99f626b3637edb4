package main

import (
	"context"
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apimeta "k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// statusOf says how the Fhir is, from its live children.
func statusOf(fhir *Fhir, live []client.Object) FhirStatus {
	status := *fhir.Status.deepCopy()
	status.ObservedGeneration = fhir.Generation
	status.Image = imageOf(fhir)
	status.Selector = metav1.FormatLabelSelector(&metav1.LabelSelector{MatchLabels: selectorLabels(fhir)})
	status.URL = ""
	if fhir.Spec.Exposure.Type != "None" {
		status.URL = "https://" + fhir.Spec.Exposure.Host
	}
	status.Children = nil
	available, message := false, "The Deployment has not been created."
	for _, child := range live {
		ready := child.GetUID() != ""
		if deployment, ok := child.(*appsv1.Deployment); ok {
			available, message = availability(deployment)
			ready = available
			status.Replicas = deployment.Status.Replicas
			status.ReadyReplicas = deployment.Status.ReadyReplicas
		}
		status.Children = append(status.Children, ChildStatus{
			Kind: kindOf(child), Name: fhir.Name, Ready: conditionStatus(ready),
		})
	}
	setConditions(&status, fhir, available, message)
	return status
}

func setConditions(status *FhirStatus, fhir *Fhir, available bool, message string) {
	set := func(kind string, on bool, reason, text string) {
		apimeta.SetStatusCondition(&status.Conditions, metav1.Condition{
			Type: kind, Status: metav1.ConditionStatus(conditionStatus(on)), Reason: reason, Message: text, ObservedGeneration: fhir.Generation,
		})
	}
	reason := map[bool]string{true: "Available", false: "RollingOut"}[available]
	set("Accepted", true, "Accepted", "The spec is valid.")
	set("IdentityReady", true, "IdentityConfigured", "The pods sign in with "+fhir.Spec.Identity.Type+".")
	set("WorkloadAvailable", available, reason, message)
	set("Exposed", true, "Exposed", "The server is exposed by "+fhir.Spec.Exposure.Type+".")
	set("ServerHealthy", available, reason, message)
	set("Ready", available, reason, message)
	set("Reconciling", !available, reason, message)
	set("Stalled", false, "NotStalled", "Nothing is in the way.")
}

func availability(deployment *appsv1.Deployment) (bool, string) {
	if deployment.Status.ObservedGeneration < deployment.Generation {
		return false, "The Deployment is new or has changed."
	}
	for _, condition := range deployment.Status.Conditions {
		if condition.Type == appsv1.DeploymentAvailable && condition.Status == corev1.ConditionTrue {
			return true, "All pods are ready."
		}
	}
	return false, fmt.Sprintf("Pods are starting: %s.", deployment.Name)
}

// writeStatus sends one server-side apply to /status, and none when nothing has changed.
func (r *reconciler) writeStatus(ctx context.Context, fhir *Fhir, status FhirStatus) error {
	if equality.Semantic.DeepEqual(fhir.Status, status) {
		return nil
	}
	content, err := runtime.DefaultUnstructuredConverter.ToUnstructured(&status)
	if err != nil {
		return err
	}
	body := &unstructured.Unstructured{Object: map[string]any{"status": content}}
	body.SetGroupVersionKind(groupVersion.WithKind("Fhir"))
	body.SetName(fhir.Name)
	body.SetNamespace(fhir.Namespace)
	return r.Status().Apply(ctx, client.ApplyConfigurationFromUnstructured(body), client.FieldOwner(fieldManager), client.ForceOwnership)
}

func conditionStatus(on bool) string {
	if on {
		return "True"
	}
	return "False"
}

func (s *FhirStatus) deepCopy() *FhirStatus {
	return &(&Fhir{Status: *s}).DeepCopy().Status
}

func kindOf(object client.Object) string {
	if kind := object.GetObjectKind().GroupVersionKind().Kind; kind != "" {
		return kind
	}
	kinds, _, err := scheme.ObjectKinds(object)
	if err != nil {
		return ""
	}
	return kinds[0].Kind
}
