package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/dynamic/dynamicinformer"
	"k8s.io/client-go/tools/cache"
)

// incidents watches the DumpAnalyses that the operator makes.
type incidents struct {
	mutex  sync.Mutex
	frozen map[string]bool // pods, by namespace/name
	beside map[string]bool // those sampled beside one that is stuck
	found  map[string]time.Time
	open   map[string]map[string]bool // names of those not yet ended, by policy
	opened map[string]int             // in all, by policy
	wrong  []string                   // what must not be
	ended  map[string]int             // captures that have ended, by their reason
	over   map[string]bool            // names of those
}

func watchIncidents(ctx context.Context, client dynamic.Interface) (*incidents, error) {
	seen := &incidents{frozen: map[string]bool{}, beside: map[string]bool{}, found: map[string]time.Time{},
		open: map[string]map[string]bool{}, opened: map[string]int{}, ended: map[string]int{}, over: map[string]bool{}}
	factory := dynamicinformer.NewDynamicSharedInformerFactory(client, 0)
	informer := factory.ForResource(analysisKind).Informer()
	if _, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { seen.note(object.(*unstructured.Unstructured)) },
		UpdateFunc: func(_, object any) { seen.note(object.(*unstructured.Unstructured)) },
	}); err != nil {
		return nil, err
	}
	factory.Start(ctx.Done())
	if !cache.WaitForCacheSync(ctx.Done(), informer.HasSynced) {
		return nil, ctx.Err()
	}
	return seen, nil
}

// freeze begins to wait for incidents of pods that are stuck from now on.
func (i *incidents) freeze(targets []*target) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	for _, t := range targets {
		i.frozen[t.namespace+"/"+t.name] = true
		t.frozen.Store(true)
	}
}

func (i *incidents) note(analysis *unstructured.Unstructured) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	text := func(path ...string) string {
		value, _, _ := unstructured.NestedString(analysis.Object, path...)
		return value
	}
	pod := analysis.GetNamespace() + "/" + text("spec", "podName")
	policy := analysis.GetNamespace() + "/" + text("spec", "trigger", "policy")
	name := analysis.GetNamespace() + "/" + analysis.GetName()
	if sibling := text("spec", "sibling"); sibling != "" {
		i.beside[analysis.GetNamespace()+"/"+sibling] = true
	}
	if i.open[policy] == nil {
		i.open[policy] = map[string]bool{}
	}
	if _, known := i.found[pod]; !known {
		i.found[pod] = time.Now()
		i.opened[policy]++
		if !i.frozen[pod] {
			i.wrong = append(i.wrong, "DumpAnalysis "+name+" of a pod that is not stuck")
		}
		if i.opened[policy] > perPolicy {
			i.wrong = append(i.wrong, fmt.Sprintf("%d DumpAnalyses of policy %s: limits.perPolicy is %d", i.opened[policy], policy, perPolicy))
		}
	}
	if reason, ended := captured(analysis); ended {
		if delete(i.open[policy], name); !i.over[name] {
			i.over[name] = true
			i.ended[reason]++
		}
		return
	}
	i.open[policy][name] = true
	if len(i.open[policy]) > concurrent {
		i.wrong = append(i.wrong, fmt.Sprintf("%d captures of policy %s at once: limits.concurrent is %d", len(i.open[policy]), policy, concurrent))
	}
}

// captured tells how a capture has ended.
func captured(analysis *unstructured.Unstructured) (string, bool) {
	conditions, _, _ := unstructured.NestedSlice(analysis.Object, "status", "conditions")
	for _, one := range conditions {
		condition, _ := one.(map[string]any)
		if condition["type"] == "Captured" {
			reason, _ := condition["reason"].(string)
			return reason, reason != "Pending" && reason != "Running"
		}
	}
	return "", false
}

// usedUp tells how many incidents each policy has had.
func (i *incidents) usedUp() map[string]int {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	used := map[string]int{}
	for policy, count := range i.opened {
		used[policy] = count
	}
	return used
}

// latencies are the times from the last scrape in which a pod moved to its incident, of those that have one.
func (i *incidents) latencies(targets []*target) []time.Duration {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	var all []time.Duration
	for _, t := range targets {
		if at, found := i.found[t.namespace+"/"+t.name]; found {
			all = append(all, at.Sub(time.UnixMilli(t.moved.Load())))
		}
	}
	return all
}

// report tells what must not be, and how captures have ended; they succeed where sidecars answer.
func (i *incidents) report(answered bool) (wrong, ended []string) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	wrong, ended = slices.Clone(i.wrong), most(i.ended, len(i.ended))
	if answered && i.ended["Complete"] < len(i.found) {
		wrong = append(wrong, fmt.Sprintf("Of %d incidents not all have their dump, though all sidecars answer: %s.", len(i.found), strings.Join(ended, ", ")))
	}
	return wrong, ended
}

// count tells how many pods have an incident.
func (i *incidents) count() int {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	return len(i.found)
}

// lookedInto tells whether a pod was stopped, or is beside one that was.
func (i *incidents) lookedInto(at place) bool {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	name := at.namespace + "/" + at.name
	return i.frozen[name] || i.beside[name]
}

// stuck tells whether a pod was stopped.
func (i *incidents) stuck(at place) bool {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	return i.frozen[at.namespace+"/"+at.name]
}
