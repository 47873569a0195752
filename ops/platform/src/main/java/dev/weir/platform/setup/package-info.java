/** What is created once broker and registry answer: topics and subjects. */
@NullMarked
package dev.weir.platform.setup;

import org.jspecify.annotations.NullMarked;
