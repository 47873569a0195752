package dev.weir.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The WordPiece vocabulary of the sample package: special tokens, single characters with their
 * continuation forms, and some everyday words. Because every Latin, Greek, Cyrillic and kana letter
 * and the commonest Chinese characters stand in it alone, nearly any text tokenizes without an
 * unknown token; what is left becomes {@code [UNK]}.
 *
 * <p>Immutable and thread-safe.
 */
final class SampleVocabulary {
  static final String PAD = "[PAD]";
  static final String UNKNOWN = "[UNK]";
  static final String START = "[CLS]";
  static final String END = "[SEP]";
  static final String MASK = "[MASK]";
  static final List<String> SPECIALS = List.of(PAD, UNKNOWN, START, END, MASK);

  private static final String COMMON_HAN =
      "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没"
          + "日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月"
          + "明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化"
          + "由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或"
          + "买卖钱价快慢差货退款骗假优惠赚免费微店质量推荐喜欢讨厌垃圾傻坏谢请吗吧呢啊";

  private static final String WORDS =
      "the be to of and in that have it for not on with he as you do at this but his by from they we"
          + " say her she or an will my one all would there their what so up out if about who get which"
          + " go me when make can like time no just him know take people into year your good some could"
          + " them see other than then now look only come its over think also back after use two how our"
          + " work first well way even new want because any these give day most us is are was were very"
          + " really great love hate bad worst best nice awful terrible happy angry sad product price"
          + " quality delivery seller order money free win winner click link offer cash prize subscribe"
          + " channel call send message phone follow buy cheap sale discount stupid idiot trash shut kill"
          + " thanks please help question answer size battery screen broken works refund game play team"
          + " stream chat lol haha wow yes ing ed er ly est tion";

  private final List<String> tokens;
  private final Map<String, Integer> ids;

  SampleVocabulary() {
    Map<String, Integer> seen = new LinkedHashMap<>();
    SPECIALS.forEach(token -> seen.putIfAbsent(token, seen.size()));
    range(seen, '!', '~');
    range(seen, 0x00A1, 0x024F); // Latin with diacritics
    range(seen, 0x0370, 0x03FF); // Greek
    range(seen, 0x0400, 0x045F); // Cyrillic
    range(seen, 0x3041, 0x3096); // hiragana
    range(seen, 0x30A1, 0x30FA); // katakana
    range(seen, 0x1F600, 0x1F64F); // emoticons
    COMMON_HAN.codePoints().forEach(cp -> add(seen, Character.toString(cp)));
    for (String word : WORDS.split(" ")) {
      seen.putIfAbsent(word, seen.size());
      seen.putIfAbsent("##" + word, seen.size());
    }
    ids = Collections.unmodifiableMap(seen);
    tokens = List.copyOf(new ArrayList<>(seen.keySet()));
  }

  private static void range(Map<String, Integer> seen, int first, int last) {
    for (int codePoint = first; codePoint <= last; codePoint++) {
      if (Character.isDefined(codePoint)) {
        add(seen, Character.toString(codePoint));
      }
    }
  }

  private static void add(Map<String, Integer> seen, String character) {
    seen.putIfAbsent(character, seen.size());
    seen.putIfAbsent("##" + character, seen.size());
  }

  /** All tokens; a token's place is its id. */
  List<String> tokens() {
    return tokens;
  }

  /** The id of a token that is in the vocabulary. */
  int id(String token) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new IllegalArgumentException("not in the sample vocabulary: " + token);
    }
    return id;
  }
}
