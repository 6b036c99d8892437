package main

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

const (
	longestStart = time.Minute      // until the operator must be ready, else the measuring begins without it
	firstStuck   = 30 * time.Second // after the measuring has begun
	burst        = 50
	patience     = time.Minute // for a stuck pod, beyond window and hold
)

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
	burst                 bool
}

// measure runs the operator in the world and returns its row.
func measure(ctx context.Context, p plan) (row, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client, err := dynamic.NewForConfig(p.api)
	if err != nil {
		return row{}, err
	}
	var toAPI, toPrometheus traffic
	if err := pipe(ctx, p.apiProxy, p.apiTarget, &toAPI); err != nil {
		return row{}, err
	}
	target, err := url.Parse(p.prometheus)
	if err != nil {
		return row{}, err
	}
	if err := forward(ctx, p.promProxy, target, &toPrometheus); err != nil {
		return row{}, err
	}
	pods := newFleet(p.prometheus, p.world, p.scrape, p.history)
	began := time.Now()
	if err := pods.catchUp(ctx); err != nil {
		return row{}, err
	}
	say("prometheus has %s of %d pods' past, written in %.0f s", p.history, len(pods.targets), time.Since(began).Seconds())
	broken := make(chan error, 1)
	go func() { broken <- pods.live(ctx) }()

	if err := createPolicies(ctx, client, p.world, p.window.String(), p.hold.String()); err != nil {
		return row{}, err
	}
	seen, err := watchIncidents(ctx, client)
	if err != nil {
		return row{}, err
	}
	typed, err := kubernetes.NewForConfig(p.api)
	if err != nil {
		return row{}, err
	}
	env, err := operatorEnvironment(ctx, typed)
	if err != nil {
		return row{}, err
	}
	for name, value := range env {
		if !slices.ContainsFunc(p.operator.env, func(own string) bool { return strings.HasPrefix(own, name+"=") }) {
			p.operator.env = append(p.operator.env, name+"="+value)
		}
	}
	p.operator.start()
	defer p.operator.stop()
	m := &measuring{plan: p, pods: pods, seen: seen, done: evaluations{url: p.metrics}, toAPI: &toAPI, toPrometheus: &toPrometheus}
	if err := m.awaitReady(ctx); err != nil {
		return row{}, err
	}
	return m.run(ctx, broken)
}

// measuring is a measurement under way.
type measuring struct {
	plan
	pods                *fleet
	seen                *incidents
	done                evaluations
	toAPI, toPrometheus *traffic
	started             time.Time
	one, many           []*target
	oneDue, manyDue     int
}

func (m *measuring) awaitReady(ctx context.Context) error {
	m.started = time.Now()
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

func (m *measuring) run(ctx context.Context, broken <-chan error) (row, error) {
	interval := evaluationInterval(m.window)
	// a whole number of intervals: whenever a policy is evaluated, it is so many times
	length := m.length.Truncate(interval)
	began := time.Now()
	evaluated, cpu := m.done.read(), m.operator.sample()
	before := m.bytes()
	seconds := time.NewTicker(time.Second)
	defer seconds.Stop()
	told := began
	for alive := true; alive && time.Since(began) < length; {
		select {
		case <-ctx.Done():
			return row{}, ctx.Err()
		case err := <-broken:
			return row{}, fmt.Errorf("the world broke, not the operator: %w", err)
		case <-m.operator.dead:
			alive = false
		case <-time.After(min(time.Second, time.Until(began.Add(length)))):
		}
		used := m.operator.sample()
		m.freeze(time.Since(began))
		if time.Since(told) >= 30*time.Second {
			told = time.Now()
			m.tell(used-cpu, m.done.read()-evaluated, time.Since(began), interval)
		}
	}
	ended := time.Now()
	result := row{
		Pods: len(m.pods.targets), Policies: len(m.world.policies), Namespaces: len(m.world.namespaces),
		Window: m.window.String(), Minutes: ended.Sub(began).Minutes(), Deaths: slices.Clone(m.operator.deaths),
		Done: m.done.read() - evaluated, Asked: float64(len(m.world.policies)) * float64(ended.Sub(began)) / float64(interval),
	}
	total := m.operator.sample()
	result.CPU, result.Lived = total.Seconds(), ended.Sub(m.started).Seconds()
	result.SteadyCPU = (total - cpu).Seconds()
	result.MaxRSS, result.MeanRSS = m.operator.most, m.operator.sum/max(1, m.operator.samples)
	after := m.bytes()
	result.APIBytes, result.PromBytes, result.Queries = after[0]-before[0], after[1]-before[1], after[2]-before[2]
	m.operator.stop()
	counts, err := requests(filepath.Clean(m.audit), began, ended)
	if err != nil {
		return row{}, err
	}
	for _, count := range counts {
		result.Requests += int64(count)
	}
	result.Asks = most(counts, 12)
	m.stuck(&result)
	if late := m.pods.late.Load(); late > m.scrape.Milliseconds()/2 {
		say("this machine is too busy for this world: prometheus got its samples up to %d ms late", late)
	}
	return result, nil
}

// bytes counts what went to and from the API server and Prometheus, and the queries.
func (m *measuring) bytes() [3]int64 {
	return [3]int64{
		m.toAPI.sent.Load() + m.toAPI.received.Load(),
		m.toPrometheus.sent.Load() + m.toPrometheus.received.Load(),
		m.toPrometheus.requests.Load(),
	}
}

// freeze has one pod stuck soon, and when that has been found, fifty at once.
func (m *measuring) freeze(after time.Duration) {
	searched := m.window + m.hold + patience
	if m.one == nil && after > firstStuck && after+searched < m.length+patience {
		m.one = m.choose(1)
		m.oneDue = m.seen.due(m.one, m.seen.usedUp())
		m.seen.freeze(m.one)
		say("pod %s/%s is stuck from now on", m.one[0].namespace, m.one[0].name)
	}
	if m.burst && m.many == nil && after > firstStuck+searched && after+searched < m.length {
		m.many = m.choose(min(burst, len(m.pods.targets)/3))
		m.manyDue = m.seen.due(m.many, m.seen.usedUp())
		m.seen.freeze(m.many)
		say("%d more pods are stuck from now on; the limits allow %d captures", len(m.many), m.manyDue)
	}
}

// choose takes pods that work, of as many policies as there are, and of no workload all.
func (m *measuring) choose(count int) []*target {
	byPolicy := map[string][]*target{}
	for _, t := range m.pods.targets {
		if !t.idle && !t.frozen.Load() {
			byPolicy[t.policy] = append(byPolicy[t.policy], t)
		}
	}
	var chosen []*target
	for turn := 0; len(chosen) < count; turn++ {
		for _, at := range m.world.policies {
			if pods := byPolicy[at.name]; turn < len(pods) && len(chosen) < count {
				chosen = append(chosen, pods[turn])
			}
		}
	}
	return chosen
}

func (m *measuring) stuck(result *row) {
	fair := m.window + m.hold
	if m.one != nil {
		result.One = found(m.seen.latencies(m.one), m.oneDue, fair)
	}
	if m.many != nil {
		result.Many = found(m.seen.latencies(m.many), m.manyDue, fair)
	}
	m.seen.mutex.Lock()
	defer m.seen.mutex.Unlock()
	result.Wrong = slices.Clone(m.seen.wrong)
	for reason, count := range m.seen.ended {
		result.Ended = append(result.Ended, fmt.Sprintf("%s %d", reason, count))
	}
}

func (m *measuring) tell(used time.Duration, done float64, after, interval time.Duration) {
	asked := float64(len(m.world.policies)) * float64(after) / float64(interval)
	m.operator.mutex.Lock()
	resident := m.operator.most
	m.operator.mutex.Unlock()
	say("%3.0f s: %.3f cores, at most %d MiB, %.0f of %.0f evaluations, %d incidents",
		after.Seconds(), used.Seconds()/after.Seconds(), resident>>20, done, asked, len(m.seen.latencies(append(m.one, m.many...))))
}

// evaluationInterval is how often a policy asks to be evaluated: docs/how-it-works.md.
func evaluationInterval(window time.Duration) time.Duration {
	return max(time.Second, min(15*time.Second, window/12))
}
