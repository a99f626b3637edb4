package main

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var groupVersion = schema.GroupVersion{Group: "fhir-on-aks.io", Version: "v1alpha1"}

// Fhir is the part of the custom resource that the operator reads and writes.
type Fhir struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	Spec   FhirSpec   `json:"spec"`
	Status FhirStatus `json:"status,omitempty"`
}

// FhirList is what a list of the custom resource returns.
type FhirList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`
	Items           []Fhir `json:"items"`
}

type FhirSpec struct {
	FhirVersion   string            `json:"fhirVersion"`
	Image         Image             `json:"image,omitempty"`
	Size          string            `json:"size,omitempty"`
	Replicas      *int32            `json:"replicas,omitempty"`
	Autoscaling   *Autoscaling      `json:"autoscaling,omitempty"`
	Identity      Identity          `json:"identity"`
	Database      Database          `json:"database"`
	Security      Security          `json:"security"`
	Authorization Switch            `json:"authorization,omitempty"`
	Export        Storage           `json:"export,omitempty"`
	Import        Storage           `json:"import,omitempty"`
	Reindex       Switch            `json:"reindex,omitempty"`
	ConvertData   Switch            `json:"convertData,omitempty"`
	BulkDelete    Switch            `json:"bulkDelete,omitempty"`
	BulkUpdate    Switch            `json:"bulkUpdate,omitempty"`
	Cors          Switch            `json:"cors,omitempty"`
	Throttling    Switch            `json:"throttling,omitempty"`
	Exposure      Exposure          `json:"exposure"`
	NetworkPolicy Switch            `json:"networkPolicy,omitempty"`
	Settings      map[string]string `json:"settings,omitempty"`

	ReconcilePolicy string `json:"reconcilePolicy,omitempty"`
}

type Switch struct {
	Mode string `json:"mode,omitempty"`
}

func (s Switch) on() bool { return s.Mode == "Enabled" }

type Image struct {
	Repository string `json:"repository,omitempty"`
	Tag        string `json:"tag,omitempty"`
	Digest     string `json:"digest,omitempty"`
}

type Autoscaling struct {
	MinReplicas      int32 `json:"minReplicas"`
	MaxReplicas      int32 `json:"maxReplicas"`
	TargetCPUPercent int32 `json:"targetCpuPercent,omitempty"`
}

type Identity struct {
	Type       string `json:"type"`
	ClientID   string `json:"clientId,omitempty"`
	TenantID   string `json:"tenantId,omitempty"`
	ResourceID string `json:"resourceId,omitempty"`
}

type Database struct {
	Server      string `json:"server"`
	Name        string `json:"name"`
	MaxPoolSize int32  `json:"maxPoolSize,omitempty"`
}

type Security struct {
	Mode      string `json:"mode"`
	Authority string `json:"authority,omitempty"`
	Audience  string `json:"audience,omitempty"`
}

type Storage struct {
	Mode              string `json:"mode,omitempty"`
	StorageAccountURI string `json:"storageAccountUri,omitempty"`
}

type Exposure struct {
	Type      string `json:"type,omitempty"`
	Host      string `json:"host,omitempty"`
	ClassName string `json:"className,omitempty"`
}

type FhirStatus struct {
	ObservedGeneration int64              `json:"observedGeneration,omitempty"`
	Conditions         []metav1.Condition `json:"conditions,omitempty"`
	URL                string             `json:"url,omitempty"`
	Image              string             `json:"image,omitempty"`
	Replicas           int32              `json:"replicas"`
	ReadyReplicas      int32              `json:"readyReplicas"`
	Selector           string             `json:"selector,omitempty"`
	Children           []ChildStatus      `json:"children,omitempty"`
}

type ChildStatus struct {
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Ready  string `json:"ready"` // True, False, Unknown
	Reason string `json:"reason,omitempty"`
}

// DeepCopyObject implements runtime.Object.
func (f *Fhir) DeepCopyObject() runtime.Object { return f.DeepCopy() }

// DeepCopy copies everything that a reader may change.
func (f *Fhir) DeepCopy() *Fhir {
	out := *f
	f.ObjectMeta.DeepCopyInto(&out.ObjectMeta)
	if f.Spec.Replicas != nil {
		replicas := *f.Spec.Replicas
		out.Spec.Replicas = &replicas
	}
	if f.Spec.Autoscaling != nil {
		autoscaling := *f.Spec.Autoscaling
		out.Spec.Autoscaling = &autoscaling
	}
	if f.Spec.Settings != nil {
		out.Spec.Settings = make(map[string]string, len(f.Spec.Settings))
		for key, value := range f.Spec.Settings {
			out.Spec.Settings[key] = value
		}
	}
	out.Status.Conditions = append([]metav1.Condition(nil), f.Status.Conditions...)
	out.Status.Children = append([]ChildStatus(nil), f.Status.Children...)
	return &out
}

// DeepCopyObject implements runtime.Object.
func (l *FhirList) DeepCopyObject() runtime.Object {
	out := &FhirList{TypeMeta: l.TypeMeta, ListMeta: *l.ListMeta.DeepCopy()}
	for index := range l.Items {
		out.Items = append(out.Items, *l.Items[index].DeepCopy())
	}
	return out
}

func addToScheme(scheme *runtime.Scheme) {
	scheme.AddKnownTypes(groupVersion, &Fhir{}, &FhirList{})
	metav1.AddToGroupVersion(scheme, groupVersion)
}
