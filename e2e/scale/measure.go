package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// until then the operator must be ready; else the measuring begins without it
const longestStart = time.Minute

// as many as the incident had that this project began with
const incidentGoroutines = 4663

// A plan is what is to be measured.
type plan struct {
	world                 layout
	api                   *rest.Config
	apiProxy, promProxy   string // addresses that the operator is told
	apiTarget, prometheus string
	operator              *operator
	health, metrics       string
	audit                 string
	window, hold          time.Duration
	scrape, history       time.Duration
	length                time.Duration
	burst, greedy         bool
	kubelet, sidecar      string // address; port
	dump                  string // file
	sink                  string // address of who takes notifications
}

// measuring is a measurement under way.
type measuring struct {
	plan
	client              dynamic.Interface
	pods                *fleet
	scenario            scenario
	done                evaluations
	toAPI, toPrometheus traffic
	started             time.Time
	sidecars            *sidecars
	pages               *pages
	told                *atomic.Int64
}

// measure runs the operator in the world and returns its row.
func measure(ctx context.Context, p plan) (row, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client, err := dynamic.NewForConfig(p.api)
	if err != nil {
		return row{}, err
	}
	m := &measuring{plan: p, client: client, done: evaluations{url: p.metrics}}
	if err := m.connect(ctx); err != nil {
		return row{}, err
	}
	broken, err := m.fill(ctx)
	if err != nil {
		return row{}, err
	}
	seen, err := watchIncidents(ctx, client)
	if err != nil {
		return row{}, err
	}
	m.scenario = scenario{world: p.world, targets: m.pods.targets, seen: seen, window: p.window, hold: p.hold, length: p.length, burst: p.burst, answered: m.sidecars != nil}
	if m.sidecars != nil {
		m.sidecars.frozen = seen.stuck
	}
	if err := m.start(ctx); err != nil {
		return row{}, err
	}
	defer p.operator.stop()
	if err := m.awaitReady(ctx); err != nil {
		return row{}, err
	}
	return m.run(ctx, broken)
}

// connect opens the ways on which the operator's traffic is counted.
func (m *measuring) connect(ctx context.Context) error {
	target, err := url.Parse(m.prometheus)
	if err != nil {
		return err
	}
	if err := forward(ctx, m.promProxy, target, &m.toPrometheus); err != nil {
		return err
	}
	if m.dump != "" {
		small, err := os.ReadFile(m.dump)
		if err != nil {
			return err
		}
		if m.sidecars, err = answer(ctx, m.world, m.kubelet, m.sidecar, grown(string(small), incidentGoroutines)); err != nil {
			return err
		}
	}
	if m.sink != "" {
		if m.told, err = sink(ctx, m.sink); err != nil {
			return err
		}
	}
	return pipe(ctx, m.apiProxy, m.apiTarget, &m.toAPI)
}

// fill gives Prometheus its past and lets the present begin; then makes the policies.
func (m *measuring) fill(ctx context.Context) (<-chan error, error) {
	m.pods = newFleet(m.prometheus, m.world, m.scrape, m.history)
	began := time.Now()
	if err := m.pods.catchUp(ctx); err != nil {
		return nil, err
	}
	say("prometheus has %s of %d pods' past, written in %.0f s", m.history, len(m.pods.targets), time.Since(began).Seconds())
	if m.greedy {
		m.pods.greedy = greedySamples(m.pods.targets, m.world)
		if err := createGreedy(ctx, m.client, m.world); err != nil {
			return nil, err
		}
	}
	if m.world.mix {
		var err error
		if m.pages, err = servePages(ctx, m.pods.targets); err != nil {
			return nil, err
		}
		if err := createSource(ctx, m.client); err != nil {
			return nil, err
		}
	}
	broken := make(chan error, 1)
	go func() { broken <- m.pods.live(ctx) }()
	return broken, createPolicies(ctx, m.client, m.world, m.window.String(), m.hold.String())
}

// start starts the operator, with what the chart gives it but for addresses and ports.
func (m *measuring) start(ctx context.Context) error {
	client, err := kubernetes.NewForConfig(m.api)
	if err != nil {
		return err
	}
	env, err := operatorEnvironment(ctx, client)
	if err != nil {
		return err
	}
	if err := mountCertificate(ctx, client, m.operator.certificate); err != nil {
		return err
	}
	for name, value := range env {
		if !slices.ContainsFunc(m.operator.env, func(own string) bool { return strings.HasPrefix(own, name+"=") }) {
			m.operator.env = append(m.operator.env, name+"="+value)
		}
	}
	m.started = time.Now()
	m.operator.start()
	return nil
}

func (m *measuring) awaitReady(ctx context.Context) error {
	for time.Since(m.started) < longestStart {
		if _, err := get(m.health); err == nil {
			say("the operator is ready after %.1f s, process %d", time.Since(m.started).Seconds(), m.operator.processID())
			return nil
		}
		m.operator.sample()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-m.operator.dead:
			return nil
		case <-time.After(200 * time.Millisecond):
		}
	}
	say("the operator is not ready after %s", longestStart)
	return nil
}

// asked is how many evaluations a time asks for: docs/how-it-works.md says how often.
func (m *measuring) asked(time time.Duration) float64 {
	count := float64(len(m.world.policies)) * float64(time) / float64(evaluationInterval(m.window))
	if m.greedy {
		count += float64(time) / float64(evaluationInterval(greedyWindow))
	}
	return count
}

func evaluationInterval(window time.Duration) time.Duration {
	return max(time.Second, min(15*time.Second, window/12))
}

func (m *measuring) run(ctx context.Context, broken <-chan error) (row, error) {
	began := time.Now()
	before := m.count()
	machineBefore := readMachine()
	// a whole number of intervals: whenever a policy is evaluated, it is so many times
	end := began.Add(m.length.Truncate(evaluationInterval(m.window)))
	told := began
	for alive := true; alive && time.Now().Before(end); {
		select {
		case <-ctx.Done():
			return row{}, ctx.Err()
		case err := <-broken:
			return row{}, fmt.Errorf("the world broke, not the operator: %w", err)
		case <-m.operator.dead:
			alive = false
		case <-time.After(min(time.Second, time.Until(end))):
		}
		m.operator.sample()
		m.scenario.step(time.Since(began))
		if time.Since(told) >= 30*time.Second {
			told = time.Now()
			m.tell(before, time.Since(began))
		}
	}
	ended := time.Now()
	say("the machine was %d %% busy, with all that runs on it", readMachine().since(machineBefore))
	result := m.result(before, m.count(), ended.Sub(began))
	result.Lived = ended.Sub(m.started).Seconds()
	m.scenario.seen.explain(ctx, m.client, slices.Concat(m.scenario.one, m.scenario.many))
	if m.greedy {
		if wrong := refused(ctx, m.client, m.world); wrong != "" {
			result.Wrong = append(result.Wrong, wrong)
		}
	}
	if m.sidecars != nil && len(result.Deaths) == 0 {
		result.Wrong = append(result.Wrong, m.sidecars.tooOften(ended.Sub(m.started), m.scenario.seen.lookedInto)...)
	}
	m.tellMix(&result, ended.Sub(began))
	m.operator.stop()
	asks, err := requests(m.audit, began, ended)
	if err != nil {
		return row{}, err
	}
	for _, count := range asks {
		result.Requests += int64(count)
	}
	result.Asks = most(asks, 12)
	if late := m.pods.late.Load(); late > m.scrape.Milliseconds()/2 {
		say("this machine is too busy for this world: prometheus got its samples up to %d ms late", late)
	}
	return result, nil
}

// counts are numbers that only grow.
type counts struct {
	cpu                           time.Duration
	done                          float64
	apiBytes, promBytes, promAsks int64
}

func (m *measuring) count() counts {
	return counts{m.operator.sample(), m.done.read(), m.toAPI.bytes(), m.toPrometheus.bytes(), m.toPrometheus.requests.Load()}
}

func (m *measuring) result(before, after counts, took time.Duration) row {
	result := row{
		Pods: len(m.pods.targets), Policies: len(m.world.policies), Namespaces: len(m.world.namespaces), Window: m.window.String(),
		Minutes: took.Minutes(), Deaths: slices.Clone(m.operator.deaths), CPU: after.cpu.Seconds(), SteadyCPU: (after.cpu - before.cpu).Seconds(),
		MaxRSS: m.operator.most, MeanRSS: m.operator.sum / max(1, m.operator.samples),
		Done: after.done - before.done, Asked: m.asked(took),
		APIBytes: after.apiBytes - before.apiBytes, PromBytes: after.promBytes - before.promBytes, Queries: after.promAsks - before.promAsks,
	}
	m.scenario.tell(&result)
	return result
}

func (m *measuring) tell(before counts, after time.Duration) {
	now := m.count()
	m.operator.mutex.Lock()
	most := m.operator.most
	m.operator.mutex.Unlock()
	say("%3.0f s: %.3f cores, at most %d MiB, %.0f of %.0f evaluations, %d incidents", after.Seconds(),
		(now.cpu-before.cpu).Seconds()/after.Seconds(), most>>20, now.done-before.done, m.asked(after), m.scenario.seen.count())
}
