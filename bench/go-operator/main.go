// The opponent of `yarn bench operator`: an operator for the same custom resource with controller-runtime, written the
// way its community writes one. Cached reads, server-side apply, no client limits, no-op applies skipped.
package main

import (
	"context"
	"flag"
	"os"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	k8slabels "k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/events"
	"k8s.io/utils/ptr"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
)

var scheme = runtime.NewScheme()

func main() {
	workers := flag.Int("workers", 16, "reconciles at one time")
	elect := flag.Bool("leader-elect", false, "take part in a leader election")
	namespace := flag.String("leader-election-namespace", "default", "where the Lease is")
	flag.Parse()
	ctrl.SetLogger(zap.New())
	if err := run(*workers, *elect, *namespace); err != nil {
		ctrl.Log.Error(err, "the operator ended")
		os.Exit(1)
	}
}

func run(workers int, elect bool, namespace string) error {
	if err := clientgoscheme.AddToScheme(scheme); err != nil {
		return err
	}
	addToScheme(scheme)

	config, err := ctrl.GetConfig()
	if err != nil {
		return err
	}
	config.QPS = -1 // the API server's priority and fairness is the limit
	manager, err := ctrl.NewManager(config, ctrl.Options{
		Scheme:                        scheme,
		Metrics:                       server.Options{BindAddress: "0"},
		LeaderElection:                elect,
		LeaderElectionID:              "fhir-go-operator",
		LeaderElectionNamespace:       namespace,
		LeaderElectionReleaseOnCancel: true,
		GracefulShutdownTimeout:       ptr.To(30 * time.Second),
		Cache:                         cacheOptions(),
	})
	if err != nil {
		return err
	}
	if err := addController(manager, workers); err != nil {
		return err
	}
	return manager.Start(ctrl.SetupSignalHandler())
}

// ownKinds are the children; those after the fifth exist only for some specs.
func ownKinds() []client.Object {
	return []client.Object{
		&corev1.ServiceAccount{}, &corev1.ConfigMap{}, &appsv1.Deployment{}, &corev1.Service{},
		&networkingv1.Ingress{}, &policyv1.PodDisruptionBudget{}, &autoscalingv2.HorizontalPodAutoscaler{},
		&networkingv1.NetworkPolicy{},
	}
}

// cacheOptions keep only our own children, without managedFields.
func cacheOptions() cache.Options {
	ours := cache.ByObject{Label: k8slabels.SelectorFromSet(k8slabels.Set{managedByLabel: managedBy})}
	byObject := map[client.Object]cache.ByObject{}
	for _, kind := range ownKinds() {
		byObject[kind] = ours
	}
	return cache.Options{DefaultTransform: cache.TransformStripManagedFields(), ByObject: byObject}
}

func addController(manager ctrl.Manager, workers int) error {
	r := &reconciler{Client: manager.GetClient(), recorder: manager.GetEventRecorder(fieldManager)}
	setup := ctrl.NewControllerManagedBy(manager).
		For(&Fhir{}, builder.WithPredicates(predicate.GenerationChangedPredicate{})).
		WithOptions(controller.Options{MaxConcurrentReconciles: workers})
	for index, kind := range ownKinds() {
		setup = setup.Owns(kind)
		if index >= 4 {
			r.prunable = append(r.prunable, withKind(kind))
		}
	}
	for _, kind := range []string{"AzureIdentity", "AzureIdentityBinding"} {
		gvk := schema.GroupVersionKind{Group: "aadpodidentity.k8s.io", Version: "v1", Kind: kind}
		if _, err := manager.GetRESTMapper().RESTMapping(gvk.GroupKind(), gvk.Version); err != nil {
			continue // the cluster does not have AAD Pod Identity
		}
		object := &unstructured.Unstructured{}
		object.SetGroupVersionKind(gvk)
		setup = setup.Owns(object)
		r.prunable = append(r.prunable, object)
	}
	return setup.Complete(r)
}

func withKind(object client.Object) client.Object {
	kinds, _, err := scheme.ObjectKinds(object)
	if err != nil {
		panic(err) // a kind of ours that is not in our scheme
	}
	object.GetObjectKind().SetGroupVersionKind(kinds[0])
	return object
}

type reconciler struct {
	client.Client
	recorder events.EventRecorder
	prunable []client.Object
}

// Reconcile makes the children of one Fhir what they should be and says on it how it is.
func (r *reconciler) Reconcile(ctx context.Context, request reconcile.Request) (reconcile.Result, error) {
	fhir := &Fhir{}
	if err := r.Get(ctx, request.NamespacedName, fhir); err != nil {
		return reconcile.Result{}, client.IgnoreNotFound(err)
	}
	if fhir.DeletionTimestamp != nil || fhir.Spec.ReconcilePolicy == "Pause" {
		return reconcile.Result{}, nil // garbage collection takes the children
	}

	wanted := desiredObjects(fhir)
	live := make([]client.Object, 0, len(wanted))
	for _, object := range wanted {
		applied, err := r.applyObject(ctx, object)
		if err != nil {
			return reconcile.Result{}, err
		}
		live = append(live, applied)
	}
	if err := r.prune(ctx, fhir, wanted); err != nil {
		return reconcile.Result{}, err
	}
	isNew := fhir.Status.ObservedGeneration == 0
	if err := r.writeStatus(ctx, fhir, statusOf(fhir, live)); err != nil {
		return reconcile.Result{}, err
	}
	if isNew {
		r.recorder.Eventf(fhir, nil, corev1.EventTypeNormal, "Created", "Create", "The objects of the server were created.")
	}
	return reconcile.Result{}, nil
}
