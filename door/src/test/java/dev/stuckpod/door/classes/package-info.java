/** What a program loads, for the lists that archives of classes are made of. */
@NullMarked
package dev.stuckpod.door.classes;

import org.jspecify.annotations.NullMarked;
