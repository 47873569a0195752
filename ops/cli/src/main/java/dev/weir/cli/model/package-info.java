/** Which model package a command uses. */
@NullMarked
package dev.weir.cli.model;

import org.jspecify.annotations.NullMarked;
