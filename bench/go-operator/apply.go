package main

import (
	"context"
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

const fieldManager = "fhir-go-operator"

// applyObject sends a server-side apply unless the cached object carries the same intent and nobody has changed what
// it says. It returns the live object, from the cache or from the answer.
func (r *reconciler) applyObject(ctx context.Context, desired client.Object) (client.Object, error) {
	intent := checksum(desired)
	annotations := desired.GetAnnotations()
	if annotations == nil {
		annotations = map[string]string{}
	}
	annotations[hashAnnotation] = intent
	desired.SetAnnotations(annotations)

	live := newOf(desired)
	err := r.Get(ctx, client.ObjectKeyFromObject(desired), live)
	if client.IgnoreNotFound(err) != nil {
		return nil, err
	}
	if err == nil && live.GetAnnotations()[hashAnnotation] == intent && !drifted(desired, live) {
		return live, nil
	}

	body, err := toUnstructured(desired)
	if err != nil {
		return nil, err
	}
	err = r.Apply(ctx, client.ApplyConfigurationFromUnstructured(body), client.FieldOwner(fieldManager), client.ForceOwnership)
	if err != nil {
		return nil, fmt.Errorf("cannot apply %s %s: %w", desired.GetObjectKind().GroupVersionKind().Kind, desired.GetName(), err)
	}
	return answered(body, live)
}

// answered reads the answer of an apply, which the client has put into the body.
func answered(body *unstructured.Unstructured, live client.Object) (client.Object, error) {
	if _, ok := live.(*unstructured.Unstructured); ok {
		return body, nil
	}
	return live, runtime.DefaultUnstructuredConverter.FromUnstructured(body.Object, live)
}

// drifted says whether something that is wanted has another value; the builders set every number that the API server
// would set. What is not wanted any more shows in the intent.
func drifted(desired, live client.Object) bool {
	derives := equality.Semantic.DeepDerivative
	if !derives(desired.GetLabels(), live.GetLabels()) ||
		!derives(desired.GetAnnotations(), live.GetAnnotations()) ||
		!derives(desired.GetOwnerReferences(), live.GetOwnerReferences()) {
		return true
	}
	switch wanted := desired.(type) {
	case *corev1.ServiceAccount:
		return !derives(wanted.AutomountServiceAccountToken, live.(*corev1.ServiceAccount).AutomountServiceAccountToken)
	case *corev1.ConfigMap:
		return !equality.Semantic.DeepEqual(wanted.Data, live.(*corev1.ConfigMap).Data)
	case *appsv1.Deployment:
		return !derives(wanted.Spec, live.(*appsv1.Deployment).Spec)
	case *corev1.Service:
		return !derives(wanted.Spec.Ports[0].Port, live.(*corev1.Service).Spec.Ports[0].Port) ||
			!derives(wanted.Spec.Selector, live.(*corev1.Service).Spec.Selector)
	case *networkingv1.Ingress:
		return !derives(wanted.Spec, live.(*networkingv1.Ingress).Spec)
	case *policyv1.PodDisruptionBudget:
		return !derives(wanted.Spec, live.(*policyv1.PodDisruptionBudget).Spec)
	case *autoscalingv2.HorizontalPodAutoscaler:
		return !derives(wanted.Spec, live.(*autoscalingv2.HorizontalPodAutoscaler).Spec)
	case *networkingv1.NetworkPolicy:
		return !derives(wanted.Spec, live.(*networkingv1.NetworkPolicy).Spec)
	case *unstructured.Unstructured:
		return !derives(wanted.Object["spec"], live.(*unstructured.Unstructured).Object["spec"])
	default:
		return true
	}
}

// prune deletes the cached children of a kind that are ours and are not wanted any more.
func (r *reconciler) prune(ctx context.Context, fhir *Fhir, wanted []client.Object) error {
	for _, kind := range r.prunable {
		if contains(wanted, kind) {
			continue
		}
		live := newOf(kind)
		err := r.Get(ctx, client.ObjectKeyFromObject(fhir), live)
		if apierrors.IsNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if !metav1.IsControlledBy(live, fhir) || live.GetDeletionTimestamp() != nil {
			continue
		}
		uid := live.GetUID()
		err = r.Delete(ctx, live, client.Preconditions{UID: &uid})
		if client.IgnoreNotFound(err) != nil {
			return err
		}
	}
	return nil
}

func contains(objects []client.Object, kind client.Object) bool {
	for _, object := range objects {
		if object.GetObjectKind().GroupVersionKind() == kind.GetObjectKind().GroupVersionKind() {
			return true
		}
	}
	return false
}

// newOf returns an empty object of the same type and kind.
func newOf(object client.Object) client.Object {
	kind := object.GetObjectKind().GroupVersionKind()
	if _, ok := object.(*unstructured.Unstructured); ok {
		empty := &unstructured.Unstructured{}
		empty.SetGroupVersionKind(kind)
		return empty
	}
	created, err := scheme.New(kind)
	if err != nil {
		panic(err) // a kind of ours that is not in our scheme
	}
	return created.(client.Object)
}

func toUnstructured(object client.Object) (*unstructured.Unstructured, error) {
	if already, ok := object.(*unstructured.Unstructured); ok {
		return already, nil
	}
	content, err := runtime.DefaultUnstructuredConverter.ToUnstructured(object)
	if err != nil {
		return nil, err
	}
	delete(content, "status")
	unstructured.RemoveNestedField(content, "metadata", "creationTimestamp")
	unstructured.RemoveNestedField(content, "spec", "template", "metadata", "creationTimestamp")
	return &unstructured.Unstructured{Object: content}, nil
}
