/**
 * What came of a load test, for people, for pull requests, for readers of JUnit and for programs.
 */
@NullMarked
package dev.stuckpod.cli.loadtest.report;

import org.jspecify.annotations.NullMarked;
