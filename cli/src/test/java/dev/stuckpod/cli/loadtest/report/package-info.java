@NullMarked
package dev.stuckpod.cli.loadtest.report;

import org.jspecify.annotations.NullMarked;
