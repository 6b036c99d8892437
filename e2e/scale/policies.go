package main

import (
	"context"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
)

// What a policy's defaults allow.
const (
	perPolicy  = 5
	concurrent = 2
)

var (
	policyKind   = schema.GroupVersionResource{Group: "stuckpod.dev", Version: "v1alpha1", Resource: "stuckpolicies"}
	analysisKind = schema.GroupVersionResource{Group: "stuckpod.dev", Version: "v1alpha1", Resource: "dumpanalyses"}
)

// createPolicies makes one such as README's for each place of a policy.
func createPolicies(ctx context.Context, client dynamic.Interface, world layout, window, hold string) error {
	for _, at := range world.policies {
		if err := createPolicy(ctx, client, at, at.name, map[string]any{
			"name": "frozen-hub",
			"noProgress": map[string]any{
				"while":    []any{map[string]any{"metric": clientsMetric, "above": int64(100)}},
				"counters": []any{map[string]any{"metric": messagesMetric, "atMost": int64(1)}},
				"frozen":   []any{map[string]any{"metric": gaugeMetric}},
				"window":   window,
			}}, hold); err != nil {
			return err
		}
	}
	return nil
}

// createPolicy makes one of a single rule for the pods with a label app.
func createPolicy(ctx context.Context, client dynamic.Interface, at policyPlace, label string, rule map[string]any, hold string) error {
	policy := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "stuckpod.dev/v1alpha1",
		"kind":       "StuckPolicy",
		"metadata":   map[string]any{"name": at.name, "namespace": at.namespace},
		"spec": map[string]any{
			"selector":  map[string]any{"matchLabels": map[string]any{"app": label}},
			"stuckWhen": map[string]any{"any": []any{rule}},
			"for":       hold,
			"mode":      "Capture",
		},
	}}
	_, err := client.Resource(policyKind).Namespace(at.namespace).Create(ctx, policy, metav1.CreateOptions{})
	return err
}
