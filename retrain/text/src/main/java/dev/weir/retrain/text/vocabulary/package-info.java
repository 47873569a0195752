/** A tokenizer and first embeddings, learned from the training texts. */
@NullMarked
package dev.weir.retrain.text.vocabulary;

import org.jspecify.annotations.NullMarked;
