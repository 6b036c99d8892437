/**
 * Drafts a policy of what pods export now, with reasons as comments, for a person to go on with.
 */
@NullMarked
package dev.stuckpod.cli.draft;

import org.jspecify.annotations.NullMarked;
