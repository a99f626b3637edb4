{{- define "fhir-operator.name" -}}
{{ .Release.Name | trunc 53 | trimSuffix "-" }}
{{- end }}

{{- define "fhir-operator.selector" -}}
app.kubernetes.io/name: fhir-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "fhir-operator.labels" -}}
{{ include "fhir-operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: fhir-on-aks
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "fhir-operator.image" -}}
{{- $repository := required "image.repository is missing: name the registry that deploy/pipelines pushes to, such as myregistry.azurecr.io/fhir-operator" .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{ $repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ $repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{- define "fhir-operator.port" -}}
{{ dig "listen" "port" 8080 .Values.settings }}
{{- end }}

{{- define "fhir-operator.lease-namespace" -}}
{{ dig "leaderElection" "namespace" .Release.Namespace .Values.settings }}
{{- end }}
