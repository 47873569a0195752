/** What operators publish while jobs run: policies and releases of models. */
@NullMarked
package dev.weir.scoring.control;

import org.jspecify.annotations.NullMarked;
