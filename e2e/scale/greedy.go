package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"
)

// One author asks for everything that is his: a metric that has far too many series in his namespace.
// It is to be refused by its name, and nobody else may notice.
const (
	greedyName   = "greedy"
	greedyRule   = "everything"
	greedyMetric = "shop_requests_total"
	greedySeries = 50_000
	greedyWindow = time.Minute // what a query without a range looks at
)

// greedySamples are series of the pods of the greedy policy's namespace.
func greedySamples(all []*target, world layout) [][]byte {
	var pods []*target
	for _, t := range all {
		if t.namespace == world.policies[0].namespace {
			pods = append(pods, t)
		}
	}
	var series [][]byte
	for i := range greedySeries {
		at := pods[i%len(pods)]
		series = append(series, labelsOf(greedyMetric, map[string]string{
			"job": "pods", "instance": fmt.Sprintf("%s:%d", at.ip, appPort), "namespace": at.namespace, "pod": at.name, "container": app,
			"path": fmt.Sprintf("/shop/%d/basket", i/len(pods)), "code": "200", "method": "GET"}))
	}
	return series
}

func createGreedy(ctx context.Context, client dynamic.Interface, world layout) error {
	at := world.policies[0]
	own := fmt.Sprintf("{namespace=%q}", at.namespace)
	return createPolicy(ctx, client, policyPlace{at.namespace, greedyName}, at.name, []any{map[string]any{
		"name":   greedyRule,
		"promql": map[string]any{"query": greedyMetric + own, "presence": "up" + own},
	}}, "", "20s")
}

// refused says what is missing when the greedy policy's condition does not name its rule.
func refused(ctx context.Context, client dynamic.Interface, world layout) string {
	policy, err := client.Resource(policyKind).Namespace(world.policies[0].namespace).Get(ctx, greedyName, metav1.GetOptions{})
	if err != nil {
		return "Policy greedy cannot be read: " + err.Error()
	}
	conditions, _, _ := unstructured.NestedSlice(policy.Object, "status", "conditions")
	for _, one := range conditions {
		condition, _ := one.(map[string]any)
		if condition["type"] == "MetricsAvailable" {
			message := fmt.Sprint(condition["message"])
			say("policy greedy: MetricsAvailable=%v, %v: %s", condition["status"], condition["reason"], message)
			if condition["reason"] == "AnswerTooLarge" && strings.Contains(message, greedyRule) {
				return ""
			}
		}
	}
	return "Policy greedy, whose rule " + greedyRule + " asks for 50,000 series, was not refused by that name."
}

// writeGreedy writes one sample of each.
func (f *fleet) writeGreedy(ctx context.Context) error {
	var pending batch
	now := time.Now()
	for i, labels := range f.greedy {
		pending.add(labels, float64(now.Unix()%1e6+int64(i)), now.UnixMilli())
		if pending.full() {
			if err := f.send(ctx, &pending); err != nil {
				return err
			}
		}
	}
	return f.send(ctx, &pending)
}
