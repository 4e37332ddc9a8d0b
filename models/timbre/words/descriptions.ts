/**
 * What people say who do not know a thing's name, or would rather say what it is: nouns of its class for captions, by id. They teach the
 * space what is around a name, and with it names that it has not met. A star: several, or a stuff, without an article.
 */

export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  kick: 'low drum played with a foot pedal|the biggest drum of a drum kit|thud of a drum|four on the floor drum|dance music bass drum|boomy bass drum|drum kick|low thud|deep drum beat',
  snare:
    'drum with rattling wires|crack on two and four|military drum|snappy drum|drum with a buzz underneath|rattling drum hit|parade drum',
  brush:
    'jazz drummer with brushes|soft swish on a drum head|*brushwork on the snare|drum stroked with a brush|*sweeping brushes|whisper of brushes|*ballad brushes',
  rim: 'stick on the edge of a drum|click of a stick on a rim|drumstick on the hoop|knock on the side of a drum|rim of a drum|reggae rim|edge of the snare',
  clap: '*people clapping|*hands clapping once|slap of two hands|*crowd clap|hand slap|disco clap|clap on the beat',
  hat: 'shut cymbals of a drum kit|tss of a closed hat|short cymbal tick of a kit|*eighth note hats|*two small cymbals pressed together|*trap hats|tick of a hi hat',
  openhat:
    'long hi hat|hi hat sizzle|*two cymbals sizzling|disco open hat|off beat open hat|hi hat let ring|*hi hats apart',
  ride: 'cymbal played with the tip of a stick|swing cymbal|steady cymbal pattern|ding of a cymbal|bebop cymbal|big cymbal tapped with a stick|cymbal ding',
  crash:
    'loud cymbal|cymbal explosion|*cymbals struck together|cymbal at the end of a fill|*orchestra cymbals|splashy loud cymbal|china cymbal',
  splash: 'short bright cymbal accent|small quick cymbal|tiny cymbal|little bright cymbal|accent splash',
  tom: 'drum of a drum fill|medium sized drum|mounted drum|big hollow drum|drum without wires|*rolling toms|drum fill',
  conga:
    'tall hand drum|cuban hand drum|drum played with the palms|tumbao drum|salsa drum|rumba drum|hand played drum',
  bongo:
    'pair of small hand drums|high hand drum|small latin drum|beatnik drum|little hand drum|drum between the knees',
  tabla:
    'north indian drum|pitched hand drum from india|drum for ragas|*indian percussion|raga drum|hindustani drum',
  cowbell:
    'bell on a cow|metal bell struck with a stick|clonk of a bell|hand held metal bell|bell without a clapper|agricultural bell|clank of a bell',
  woodblock:
    'hollow piece of wood|block of wood hit with a stick|wooden tock|knock on a door|clip clop|wooden clock sound|wood tapped with a stick|*wooden percussion',
  claves:
    'pair of wooden sticks|*sticks struck together|hard wooden click|*cuban sticks|*ringing wooden sticks|*wooden dowels',
  triangle:
    'bent steel rod|*small ringing metal|high ringing metal bar|ting of metal|dinner triangle|*bright ringing metal',
  shaker:
    '*seeds in a gourd|*rice in a box|*shaken percussion|*sand in a tube|*rattling beads|gourd with beads|*soft shaking|shaken egg',
  tambourine:
    'frame with metal jingles|*shaken jingles|jingling frame drum|*little metal discs jingling|jingle stick|*jingling coins',
  snap: 'click of the fingers|*fingers snapping|beat poet snap|finger pop|snapping hand',
  click:
    'short tap|switch being flipped|ticking clock|wristwatch tick|keyboard key click|button press|metronome beat|little tap',
  gong: 'huge bronze disc|large hanging metal disc|monastery gong|asian gong|ringing metal plate|swelling metal disc',
  bell: 'ringing bell|church tower|metal bell ringing|toll of a bell|doorbell|school bell|big bell in a tower|*cathedral bells',
  glockenspiel:
    '*small metal bars struck with mallets|*high tinkling metal keys|*lullaby bells|toy metal keyboard|*tuned metal bars|tinkling mallet instrument|bright metal mallet instrument',
  marimba:
    '*wooden keys struck with mallets|*tuned wooden bars|african mallet instrument|warm wooden mallet instrument|wooden keyboard percussion|*mallet percussion of wood',
  timpani:
    '*copper drums of an orchestra|big tuned drum|orchestra drum roll|drum with a pedal for pitch|symphonic drum|copper bowl drum',
  beep: 'computer tone|pure electronic tone|signal tone|microwave beep|answering machine tone|electronic signal|synth tone|simple oscillator',
  zap: 'space gun|falling electronic tone|retro game shot|electronic sweep down|blaster|synth drop|science fiction weapon',
  bass: 'low string plucked with a finger|four string bass|walking bass|jazz bass|slapped bass|low string note|funk bass line|big wooden string instrument plucked',
  guitar:
    '*six strings|strummed chord|stringed instrument with frets|*folk strings|*campfire guitar|*fingerpicked strings|lute|string pluck',
  piano:
    '*keys with hammers and strings|concert instrument with keys|keyboard with strings|*struck strings|*ivory keys|ballad piano|*black and white keys',
  epiano:
    'seventies keyboard|soul keyboard|*tines and pickups|jazz fusion keyboard|mellow keyboard|electric keyboard|funk keyboard',
}
