package main

import (
	"slices"
	"time"
)

const (
	firstStuck = 30 * time.Second // after the measuring has begun
	burst      = 50
	patience   = time.Minute // for a stuck pod, beyond window and hold
)

// A scenario is what happens to the pods while the operator is measured: soon one of them is stuck,
// and when that has been found, fifty at once.
type scenario struct {
	world           layout
	targets         []*target
	seen            *incidents
	window, hold    time.Duration
	length          time.Duration
	burst, answered bool // by sidecars
	one, many       []*target
	oneDue, manyDue int
}

// step does what is due so long after the measuring began.
func (s *scenario) step(after time.Duration) {
	searched := s.window + s.hold + patience
	if s.one == nil && after > firstStuck && after+searched < s.length {
		s.one = s.choose(1)
		s.oneDue = s.freeze(s.one)
		say("pod %s/%s is stuck from now on", s.one[0].namespace, s.one[0].name)
	}
	if s.burst && s.many == nil && after > firstStuck+searched && after+searched < s.length {
		s.many = s.choose(min(burst, len(s.targets)/3))
		s.manyDue = s.freeze(s.many)
		say("%d more pods are stuck from now on; the limits allow %d captures", len(s.many), s.manyDue)
	}
}

// freeze stops pods and tells how many of them must have an incident, as their policies' limits allow.
func (s *scenario) freeze(pods []*target) int {
	used, wanted, due := s.seen.usedUp(), map[string]int{}, 0
	for _, pod := range pods {
		wanted[pod.namespace+"/"+pod.policy]++
	}
	for policy, count := range wanted {
		due += min(count, perPolicy-used[policy])
	}
	s.seen.freeze(pods)
	return due
}

// choose takes pods that work, of as many policies as there are, and of no workload all.
func (s *scenario) choose(count int) []*target {
	byPolicy := map[string][]*target{}
	for _, t := range s.targets {
		if !t.idle && !t.frozen.Load() {
			byPolicy[t.policy] = append(byPolicy[t.policy], t)
		}
	}
	var chosen []*target
	for turn := 0; len(chosen) < count && turn < len(s.targets); turn++ {
		for _, at := range s.world.policies {
			if pods := byPolicy[at.name]; turn < len(pods) && len(chosen) < count {
				chosen = append(chosen, pods[turn])
			}
		}
	}
	return chosen
}

// tell writes down what came of it.
func (s *scenario) tell(result *row) {
	if s.one != nil {
		result.One = found(s.seen.latencies(s.one), s.oneDue)
	}
	if s.many != nil {
		result.Many = found(s.seen.latencies(s.many), s.manyDue)
	}
	result.Wrong, result.Ended = s.seen.report(s.answered)
}

func found(latencies []time.Duration, due int) finding {
	result := finding{Due: due, Found: len(latencies)}
	if len(latencies) > 0 {
		result.Slowest = slices.Max(latencies).Seconds()
	}
	return result
}
