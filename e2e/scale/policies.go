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
	for i, at := range world.policies {
		which := alone
		if world.mix {
			which = kindOf(i)
		}
		rules, source := which.rules(window)
		if err := createPolicy(ctx, client, at, at.name, rules, source, hold); err != nil {
			return err
		}
	}
	return nil
}

// createPolicy makes one for the pods with a label app; without a source, it asks the default one.
func createPolicy(ctx context.Context, client dynamic.Interface, at policyPlace, label string, rules []any, source, hold string) error {
	spec := map[string]any{
		"selector":  map[string]any{"matchLabels": map[string]any{"app": label}},
		"stuckWhen": map[string]any{"any": rules},
		"for":       hold,
		"mode":      "Capture",
	}
	if source != "" {
		spec["metrics"] = map[string]any{"source": source}
	}
	policy := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "stuckpod.dev/v1alpha1",
		"kind":       "StuckPolicy",
		"metadata":   map[string]any{"name": at.name, "namespace": at.namespace},
		"spec":       spec,
	}}
	_, err := client.Resource(policyKind).Namespace(at.namespace).Create(ctx, policy, metav1.CreateOptions{})
	return err
}
