package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
)

// A kind of policy, in a mix of them: what a cluster with all that there is would have.
type kind int

const (
	alone   kind = iota // noProgress, and nothing else
	several             // noProgress, heartbeat and queueGrows
	glanced             // lockWait
	scraped             // noProgress, of pods that the operator scrapes itself
)

const (
	glancedEvery   = 25 // one policy in so many: the operator glances at four hundred pods every ten seconds
	scrapedSource  = "scraped"
	scrapeInterval = "15s"
	waiting        = 40 // goroutines of a stuck pod that wait for its lock
)

var sourceKind = schema.GroupVersionResource{Group: "stuckpod.dev", Version: "v1alpha1", Resource: "metricssources"}

// kindOf spreads the kinds over policies by their numbers.
func kindOf(policy int) kind {
	switch {
	case policy%glancedEvery == 2:
		return glanced
	case policy%4 == 3:
		return scraped
	case policy%4 == 1:
		return several
	default:
		return alone
	}
}

// rules gives a policy's rules, and the source that it names, if it names one.
func (k kind) rules(window string) ([]any, string) {
	noProgress := map[string]any{
		"name": "frozen-hub",
		"noProgress": map[string]any{
			"while":    []any{map[string]any{"metric": clientsMetric, "above": int64(100)}},
			"counters": []any{map[string]any{"metric": messagesMetric, "atMost": int64(1)}},
			"frozen":   []any{map[string]any{"metric": gaugeMetric}},
			"window":   window,
		}}
	switch k {
	case several:
		return []any{
			noProgress,
			map[string]any{"name": "no-turn", "heartbeat": map[string]any{
				"counter": map[string]any{"metric": turnsMetric}, "olderThan": window}},
			map[string]any{"name": "queue", "queueGrows": map[string]any{
				"queue": map[string]any{"metric": clientsMetric}, "by": int64(1000), "out": map[string]any{"metric": messagesMetric}, "window": window}},
		}, ""
	case glanced:
		return []any{map[string]any{"name": "locks", "lockWait": map[string]any{"longerThan": "30s", "atLeast": int64(10)}}}, ""
	case scraped:
		return []any{noProgress}, scrapedSource
	default:
		return []any{noProgress}, ""
	}
}

// createSource makes the source whose pods the operator scrapes itself.
func createSource(ctx context.Context, client dynamic.Interface) error {
	_, err := client.Resource(sourceKind).Create(ctx, &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "stuckpod.dev/v1alpha1", "kind": "MetricsSource", "metadata": map[string]any{"name": scrapedSource},
		"spec": map[string]any{"scrape": map[string]any{"interval": scrapeInterval}},
	}}, metav1.CreateOptions{})
	return err
}

// pages serves what all pods export, each at its own address.
type pages struct {
	targets map[string]*target // by address
	asked   atomic.Int64
}

func servePages(ctx context.Context, targets []*target) (*pages, error) {
	p := &pages{targets: map[string]*target{}}
	for _, t := range targets {
		p.targets[t.ip] = t
	}
	listener, err := onLoopback(ctx, fmt.Sprintf("0.0.0.0:%d", appPort))
	if err != nil {
		return nil, err
	}
	go func() { _ = (&http.Server{Handler: p}).Serve(listener) }()
	return p, nil
}

func (p *pages) ServeHTTP(answer http.ResponseWriter, request *http.Request) {
	local, _ := request.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if local == nil || p.targets[local.IP.String()] == nil {
		http.NotFound(answer, request)
		return
	}
	p.asked.Add(1)
	t := p.targets[local.IP.String()]
	t.mutex.Lock()
	defer t.mutex.Unlock()
	answer.Header().Set("Content-Type", "text/plain; version=0.0.4")
	fmt.Fprintf(answer, "# TYPE %[1]s gauge\n%[1]s %[2]g\n# TYPE %[3]s counter\n%[3]s{kind=\"broadcast\"} %[4]f\n%[3]s{kind=\"greeting\"} %[5]d\n# TYPE %[6]s gauge\n%[6]s %[7]g\n",
		clientsMetric, t.holds, messagesMetric, t.sent, int(t.sent/50), gaugeMetric, t.runs)
	_, _ = io.WriteString(answer, strings.Repeat("# HELP other what else a page has, which no rule names\nother 1\n", 40))
}

// glancing is what a sidecar remembers.
type glancing struct {
	last, stuck time.Time // of the last glance; the first that saw it stuck
	looks       int       // since then
}

var steps = []time.Duration{10 * time.Second, 15 * time.Second, 20 * time.Second, 25 * time.Second, 30 * time.Second,
	40 * time.Second, 50 * time.Second, time.Minute, 90 * time.Second, 2 * time.Minute}

// glance tells who waits for locks, as a sidecar does.
func (s *sidecars) glance(answer http.ResponseWriter, request *http.Request) {
	var asked struct {
		Pid, StartTime int64
	}
	local, _ := request.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if err := json.NewDecoder(request.Body).Decode(&asked); err != nil || local == nil {
		http.Error(answer, "no glance", http.StatusBadRequest)
		return
	}
	s.glances.Add(1)
	address := local.IP.String()
	stuck := s.frozen != nil && s.frozen(s.byAddress[address])
	now := time.Now()
	s.mutex.Lock()
	defer s.mutex.Unlock()
	known := s.glanced[address]
	since := int64(0)
	if !known.last.IsZero() {
		since = now.Sub(known.last).Nanoseconds()
	}
	known.last = now
	waiters := []any{}
	if stuck {
		if known.looks++; known.looks == 1 {
			known.stuck = now
		}
		age := now.Sub(known.stuck)
		one := map[string]any{"kind": "Mutex", "count": waiting, "unwatched": 0, "notRun": 0, "left": 0, "oldestNanos": 0, "oldestGlances": 0}
		if known.looks > 1 {
			older := []any{}
			for _, step := range steps {
				if known.looks >= 4 && age >= step {
					older = append(older, map[string]any{"nanos": step.Nanoseconds(), "count": waiting})
				}
			}
			one["notRun"], one["oldestNanos"], one["oldestGlances"], one["older"] = waiting, age.Nanoseconds(), known.looks, older
		}
		waiters = append(waiters, one)
	}
	s.glanced[address] = known
	reply(answer, map[string]any{"pid": asked.Pid, "startTime": asked.StartTime, "runtime": "go", "runtimeVersion": "go1.26.8",
		"atNanos": now.Sub(s.began).Nanoseconds() + 1, "tookNanos": 2_000_000, "sinceNanos": since,
		"goroutines": map[string]any{"count": 400, "unread": 0, "states": []any{map[string]any{"state": "waiting", "count": 400}}, "waiters": waiters}})
}

// sink takes notifications and counts them.
func sink(ctx context.Context, address string) (*atomic.Int64, error) {
	var count atomic.Int64
	listener, err := onLoopback(ctx, address)
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		_, _ = io.Copy(io.Discard, request.Body)
		count.Add(1)
		answer.WriteHeader(http.StatusNoContent)
	})}
	go func() { _ = server.Serve(listener) }()
	return &count, nil
}

// tellMix says how much of each there was; each incident must have been told of once.
func (m *measuring) tellMix(result *row, took time.Duration) {
	if m.pages == nil || m.sidecars == nil {
		return
	}
	say("%.1f pages and %.1f glances a second; %d notifications of %d incidents", float64(m.pages.asked.Load())/took.Seconds(),
		float64(m.sidecars.glances.Load())/took.Seconds(), m.told.Load(), m.scenario.seen.count())
	if told, due := int(m.told.Load()), m.scenario.seen.count(); len(result.Deaths) == 0 && told != due {
		result.Wrong = append(result.Wrong, fmt.Sprintf("%d notifications of %d incidents: each is told of once.", told, due))
	}
}
