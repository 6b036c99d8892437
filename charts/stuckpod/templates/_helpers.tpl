{{- define "stuckpod.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "stuckpod.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "stuckpod.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "stuckpod.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "stuckpod.selector" -}}
app.kubernetes.io/name: {{ include "stuckpod.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "stuckpod.labels" -}}
{{ include "stuckpod.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "stuckpod.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "stuckpod.fullname" .) -}}
{{- end -}}

{{- /* image of a part: include "stuckpod.image" (list . "operator") */ -}}
{{- define "stuckpod.image" -}}
{{- $root := index . 0 -}}
{{- $image := $root.Values.image -}}
{{- $part := index $image (index . 1) -}}
{{- if $part.digest -}}
{{- printf "%s/%s@%s" $image.registry $part.repository $part.digest -}}
{{- else -}}
{{- printf "%s/%s:%s" $image.registry $part.repository (default $root.Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}

{{- /* rights in the namespaces of policies and pods: in one ClusterRole, or in a Role of each watched namespace */ -}}
{{- define "stuckpod.rules" -}}
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
{{- if .Values.injection.enabled }}
- apiGroups: [""]
  resources: [resourcequotas, limitranges]
  verbs: [list]
- apiGroups: [apps]
  resources: [replicasets, statefulsets, daemonsets]
  verbs: [get]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get]
{{- end }}
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [get, create, patch]
- apiGroups: [stuckpod.dev]
  resources: [stuckpolicies]
  verbs: [get, list, watch]
- apiGroups: [stuckpod.dev]
  resources: [dumpanalyses]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [stuckpod.dev]
  resources: [stuckpolicies/status, dumpanalyses/status]
  verbs: [get, update, patch]
- apiGroups: [stuckpod.dev]
  resources: [rawdumps]
  verbs: [get, list, create, delete, deletecollection]
{{- end -}}
