package main

import (
	"fmt"
	"strings"
)

// row is what was measured at one size.
type row struct {
	Pods, Policies, Namespaces int
	Window                     string
	Minutes                    float64
	Deaths                     []string
	CPU, Lived, SteadyCPU      float64 // seconds, with the operator's start; without
	MaxRSS, MeanRSS            int64
	Done, Asked                float64
	Requests, APIBytes         int64
	Queries, PromBytes         int64
	One, Many                  finding
	Wrong                      []string
	Asks                       []string // what the API server was asked most often
	Ended                      []string // how captures ended
}

// finding is how stuck pods were found.
type finding struct {
	Due, Found int
	Slowest    float64 // seconds
}

func (f finding) String() string {
	switch {
	case f.Due == 0:
		return "-"
	case f.Found == 0:
		return fmt.Sprintf("0 of %d", f.Due)
	default:
		return fmt.Sprintf("%d of %d, %.0f s", f.Found, f.Due, f.Slowest)
	}
}

func (r row) pace() float64 { return 100 * r.Done / max(1, r.Asked) }

var head = []string{"Pods", "Policies", "Namespaces", "Window", "Minutes", "Deaths", "CPU s", "Cores", "Cores, start left out",
	"RSS max MiB", "RSS mean MiB", "Evaluations", "Asked", "Pace %", "API requests/tick", "API KiB/tick", "Queries/tick", "Prometheus KiB/tick",
	"1 stuck", "50 stuck"}

func (r row) cells() []string {
	ticks := max(1, r.Done)
	number := func(value float64, digits int) string { return fmt.Sprintf("%.*f", digits, value) }
	return []string{
		fmt.Sprint(r.Pods), fmt.Sprint(r.Policies), fmt.Sprint(r.Namespaces), r.Window, number(r.Minutes, 1), fmt.Sprint(len(r.Deaths)),
		number(r.CPU, 1), number(r.CPU/r.Lived, 3), number(r.SteadyCPU/max(1, r.Minutes*60), 3),
		fmt.Sprint(r.MaxRSS >> 20), fmt.Sprint(r.MeanRSS >> 20), number(r.Done, 0), number(r.Asked, 0), number(r.pace(), 1),
		number(float64(r.Requests)/ticks, 2), number(float64(r.APIBytes)/1024/ticks, 1),
		number(float64(r.Queries)/ticks, 2), number(float64(r.PromBytes)/1024/ticks, 1),
		r.One.String(), r.Many.String(),
	}
}

// table aligns rows; it is Markdown too.
func table(rows []row) string {
	lines := [][]string{head}
	for _, r := range rows {
		lines = append(lines, r.cells())
	}
	widths := make([]int, len(head))
	for _, cells := range lines {
		for i, cell := range cells {
			widths[i] = max(widths[i], len(cell))
		}
	}
	var text strings.Builder
	for n, cells := range lines {
		for i, cell := range cells {
			fmt.Fprintf(&text, "| %*s ", widths[i], cell)
		}
		text.WriteString("|\n")
		for i := range head {
			if n == 0 {
				fmt.Fprintf(&text, "| %s: ", strings.Repeat("-", widths[i]-1))
			}
		}
		if n == 0 {
			text.WriteString("|\n")
		}
	}
	return text.String()
}

// trouble says in sentences what may not be.
func (r row) trouble(pace float64) []string {
	var all []string
	name := fmt.Sprintf("%d pods under %d policies", r.Pods, r.Policies)
	if len(r.Deaths) > 0 {
		all = append(all, fmt.Sprintf("With %s the operator died %d times: %s.", name, len(r.Deaths), strings.Join(r.Deaths, ", ")))
	}
	// counting begins at any moment: an evaluation of each policy more or less is no delay
	if missing := r.Asked - r.Done; r.pace() < pace && missing > float64(r.Policies) {
		all = append(all, fmt.Sprintf("With %s the operator fell behind: %.0f of %.0f evaluations, %.1f %%, where %.0f %% are asked.",
			name, r.Done, r.Asked, r.pace(), pace))
	}
	if r.One.Found < r.One.Due || r.Many.Found < r.Many.Due {
		all = append(all, fmt.Sprintf("With %s stuck pods were not found: one (%s), many at once (%s).", name, r.One, r.Many))
	}
	return append(all, r.Wrong...)
}
