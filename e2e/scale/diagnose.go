package main

import (
	"context"
	"encoding/json"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/dynamic"
)

// explain says of one pod that was not found what its policy says of it.
func (i *incidents) explain(ctx context.Context, client dynamic.Interface, pods []*target) {
	for _, pod := range pods {
		if len(i.latencies([]*target{pod})) > 0 || i.usedUp()[pod.namespace+"/"+pod.policy] >= perPolicy {
			continue
		}
		policy, err := client.Resource(policyKind).Namespace(pod.namespace).Get(ctx, pod.policy, metav1.GetOptions{})
		if err != nil {
			return
		}
		status, _ := policy.Object["status"].(map[string]any)
		text, _ := json.Marshal(map[string]any{"pods": status["pods"], "slots": status["slots"], "conditions": status["conditions"]})
		say("pod %s/%s was not found; its policy %s says %s", pod.namespace, pod.name, pod.policy, text)
		notes, _ := status["notFiring"].([]any)
		for _, note := range notes {
			if row, _ := note.(map[string]any); row["pod"] == pod.name {
				say("and of the pod: %v: %v", row["reason"], row["message"])
			}
		}
		return
	}
}
