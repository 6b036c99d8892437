/**
 * Shows the whole story on a real cluster: a server freezes under load, is noticed, dumped and
 * explained. Each step is a class; {@link dev.stuckpod.cli.demo.Demo} puts them in order.
 */
@NullMarked
package dev.stuckpod.cli.demo;

import org.jspecify.annotations.NullMarked;
