/** What passes from stage to stage of fraud scoring, and what each stage makes of it. */
@NullMarked
package dev.weir.scoring.stage;

import org.jspecify.annotations.NullMarked;
