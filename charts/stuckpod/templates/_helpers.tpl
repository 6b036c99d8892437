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

{{- /* of the operator's pod, as text: it must know how NetworkPolicies see it */ -}}
{{- define "stuckpod.podLabels" -}}
{{- $labels := merge (include "stuckpod.labels" . | fromYaml) (default dict .Values.podLabels) -}}
{{- $pairs := list -}}
{{- range $key, $value := $labels -}}
{{- $pairs = append $pairs (printf "%s=%s" $key $value) -}}
{{- end -}}
{{- join "," $pairs -}}
{{- end -}}

{{- /* the port of the operator's pod where it answers the API server */ -}}
{{- define "stuckpod.webhookPort" -}}
{{- $port := (.Values.injection.webhook).port | default 9443 | int -}}
{{- if has $port (list 8081 (int .Values.metrics.port)) -}}
{{- fail (printf "injection.webhook.port: %d is the port of /healthz or of /metrics; take another" $port) -}}
{{- end -}}
{{- $port -}}
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

{{- /* where the webhook's certificate comes from, as JSON; values of before (--reuse-values) do not say */ -}}
{{- define "stuckpod.certificate" -}}
{{- $default := dict "secret" "" "caBundle" "" "certManager" (dict "enabled" false "issuer" dict) -}}
{{- merge (dict) (default dict .Values.injection.certificate) $default | toJson -}}
{{- end -}}

{{- /* the Secret with the certificate that the webhook shows */ -}}
{{- define "stuckpod.webhookSecret" -}}
{{- $fullname := include "stuckpod.fullname" . -}}
{{- with include "stuckpod.certificate" . | fromJson -}}
{{- if .secret -}}{{ .secret }}
{{- else if .certManager.enabled -}}{{ $fullname }}-webhook-certificate
{{- else -}}{{ $fullname }}-webhook-tls
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* how alerts come in, as JSON; values of before (--reuse-values) do not say */ -}}
{{- define "stuckpod.alertReceiver" -}}
{{- $labels := dict "namespace" "namespace" "pod" "pod" "container" "container" -}}
{{- $default := dict "enabled" false "port" 9095 "bearerTokenSecret" dict "clientCA" "" "clientNames" list "tlsSecret" "" "plainHttp" false "labels" $labels "from" list -}}
{{- $given := deepCopy (default dict .Values.alertReceiver) -}}
{{- $alerts := mergeOverwrite $default $given -}}
{{- if $alerts.enabled -}}
{{- if not (or $alerts.bearerTokenSecret $alerts.clientCA) -}}
{{- fail "alertReceiver needs bearerTokenSecret or clientCA: whoever sends alerts must show that it may" -}}
{{- end -}}
{{- if and $alerts.clientCA (not $alerts.tlsSecret) -}}
{{- fail "alertReceiver.clientCA needs alertReceiver.tlsSecret: without TLS nobody can show a certificate" -}}
{{- end -}}
{{- if and $alerts.clientNames (not $alerts.clientCA) -}}
{{- fail "alertReceiver.clientNames needs alertReceiver.clientCA: a name alone can be claimed by anyone" -}}
{{- end -}}
{{- if not (or $alerts.tlsSecret $alerts.plainHttp) -}}
{{- fail "alertReceiver needs tlsSecret, or plainHttp: true, with which everyone on the way can read the token" -}}
{{- end -}}
{{- $ports := list 8081 (int .Values.metrics.port) -}}
{{- if .Values.injection.enabled -}}{{- $ports = append $ports (include "stuckpod.webhookPort" . | int) -}}{{- end -}}
{{- if has (int $alerts.port) $ports -}}
{{- fail (printf "alertReceiver.port: %d is another port of the operator; take another" (int $alerts.port)) -}}
{{- end -}}
{{- end -}}
{{- $alerts | toJson -}}
{{- end -}}

{{- /* as whom the API server asks for it, as JSON */ -}}
{{- define "stuckpod.webhookNames" -}}
{{- $service := printf "%s-webhook.%s" (include "stuckpod.fullname" .) .Release.Namespace -}}
{{- list (printf "%s.svc" $service) (printf "%s.svc.cluster.local" $service) $service | toJson -}}
{{- end -}}

{{- /* Secrets that metrics sources may name, as JSON */ -}}
{{- define "stuckpod.metricsSecrets" -}}
{{- $secrets := default list .Values.metricsSecrets -}}
{{- with .Values.prometheus -}}
{{- if .url -}}
{{- range list .auth.bearerTokenSecret .auth.passwordSecret -}}
{{- with .name }}{{ $secrets = append $secrets . }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- uniq $secrets | sortAlpha | toJson -}}
{{- end -}}

{{- /* Secrets that notifications name, as JSON */ -}}
{{- define "stuckpod.notificationSecrets" -}}
{{- $secrets := list -}}
{{- range .Values.notifications -}}
{{- range compact (list .secretRef .bearerTokenSecret .caSecret) -}}
{{- $secrets = append $secrets .name -}}
{{- end -}}
{{- end -}}
{{- uniq $secrets | sortAlpha | toJson -}}
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
- apiGroups: [batch]
  resources: [jobs]
  verbs: [list, watch]
- apiGroups: [k6.io]
  resources: [testruns]
  verbs: [list, watch]
- apiGroups: [monitoring.coreos.com]
  resources: [podmonitors, servicemonitors]
  verbs: [list]
- apiGroups: [""]
  resources: [services]
  verbs: [list]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [list]
- apiGroups: [""]
  resources: [events]
  verbs: [list]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [get, create, patch]
- apiGroups: [stuckpod.dev]
  resources: [stuckpolicies]
  verbs: [get, list, watch]
- apiGroups: [stuckpod.dev]
  resources: [dumpanalyses]
  verbs: [get, list, watch, create, delete]
- apiGroups: [stuckpod.dev]
  resources: [loadtestwindows]
  verbs: [get, list, watch, delete]
- apiGroups: [stuckpod.dev]
  resources: [stuckpolicies/status, loadtestwindows/status, dumpanalyses/status]
  verbs: [update]
- apiGroups: [stuckpod.dev]
  resources: [rawdumps]
  verbs: [get, create, deletecollection]
{{- end -}}

{{/* Labels of an alert: its severity, and what the user adds. */}}
{{- define "stuckpod.alertLabels" -}}
severity: {{ .severity }}
{{- with .more }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Where it is said what to do about an alert. */}}
{{- define "stuckpod.runbook" -}}
{{- with .runbooks }}runbook_url: {{ printf "%s#%s" . $.alert | quote }}{{ end }}
{{- end }}
