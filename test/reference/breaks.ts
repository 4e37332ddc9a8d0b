/**
 * Rules of the reference, and for each a small mistake that breaks it: `node scripts/mutate.ts` makes the mistakes one by
 * one in a copy of the tree, and the tests that name the rule must fail. Where code changes so that a `search` is no longer
 * there, put another mistake in its place.
 */

export interface Break {
  /** From the repository's top. */
  readonly file: string
  /** Stands in the file exactly once. */
  readonly search: string
  readonly replace: string
}

const at = (file: string, search: string, replace: string): Break => ({ file, search, replace })
const follow = (file: string, search: string, replace: string): Break =>
  at(`runtime/follow/${file}`, search, replace)
const listener = (search: string, replace: string): Break => follow('listener.ts', search, replace)
const play = (file: string, search: string, replace: string): Break => at(`runtime/${file}`, search, replace)
const check = (file: string, search: string, replace: string): Break =>
  at(`compiler/check/${file}`, search, replace)

export const BREAKS: Readonly<Record<string, Break>> = {
  // Following
  'onset.merge': follow('events.ts', 'ONE_EVENT: Seconds = 0.03', 'ONE_EVENT: Seconds = 0.003'),
  'onset.plays': follow(
    'played.ts',
    'loudestNear(events, when + shift, reach)',
    'loudestNear(events, when + shift, 0.01)',
  ),
  'onset.nearest': follow(
    'evidence.ts',
    'if (off > window || time > to) break',
    'if (off > 2 * window || time > to) break',
  ),
  'onset.window': listener('this.#habit.expects(clock.quarter, this.place.at, otherwise)', 'otherwise'),
  'onset.stranger': follow('habit.ts', 'this.known ? seen : seen +', 'this.known ? seen : seen + 0 *'),
  'onset.strays': follow('window.ts', 'STRAYS: Ratio = 0.03', 'STRAYS: Ratio = 0'),
  'onset.early': listener('EARLY: Seconds = 0.025', 'EARLY: Seconds = 0'),
  'onset.offbeat': follow('near-beat.ts', 'OFF_BEAT_WEIGHT: Ratio = 0.5', 'OFF_BEAT_WEIGHT: Ratio = 1'),
  'onset.weight': follow('evidence.ts', 'FULL_FROM = 0.8', 'FULL_FROM = 0.1'),
  'onset.logged': follow('near-beat.ts', 'OFF_BEAT_WINDOW: Ratio = 0.125', 'OFF_BEAT_WINDOW: Ratio = 0.3'),
  'confidence.start': follow('confidence.ts', 'UNEXPLAINED: Ratio = -0.15', 'UNEXPLAINED: Ratio = -0.1'),
  'confidence.scale': listener('const w = weight * this.#confidence.value', 'const w = weight'),
  'confidence.coast': follow('confidence.ts', 'COASTS_BELOW: Ratio = 0.3', 'COASTS_BELOW: Ratio = 0.1'),
  'confidence.relock': follow('find-again.ts', 'NEAR: Ratio = 0.25', 'NEAR: Ratio = 0.05'),
  'confidence.pace': listener(
    'this.#habit.foundAgain(this.#found, clock.quarter, clock.period)',
    'this.#habit.interrupt()',
  ),
  'confidence.spread': listener(
    'else if (this.#debt !== 0) this.#bend(0, this.#limited(this.#debt))',
    'else if (this.#debt !== 0) this.#bend(0, this.#debt)',
  ),
  'bias.learn': follow('habit.ts', 'MEMORY = 32', 'MEMORY = 1000'),
  'bias.when': follow('habit.ts', 'AGREES: Ratio = 0.01', 'AGREES: Ratio = 0.5'),
  'bias.phase-waits': follow('habit.ts', 'WAITS_FOR = 8', 'WAITS_FOR = 2'),
  'bias.tempo-never-waits': listener('hasty ? this.#paceOf() : c', 'hasty ? 0 : c'),
  'bias.first-notes': follow('first-notes.ts', 'RETURNS: Ratio = 0.3', 'RETURNS: Ratio = 0'),
  'bias.no-drift': listener(
    'const c = this.#correction(zones, d)',
    'const c = this.#correction(zones, deviation)',
  ),
  'bias.reached': listener('? 0 : (period - clock.period) * clock.length', '? 0 : 0'),
  'bias.grid': listener("this.zones?.expect === 'player' ? this.#habit.bias : 0", 'this.#habit.bias'),
  'track.many': follow('tempo-bank.ts', 'PRIOR: Ratio = 1 / IDEAS', 'PRIOR: Ratio = 1 / (IDEAS + 1)'),
  'track.pattern': follow('bar-pattern.ts', 'LEARNS_OFFSET = 0.1', 'LEARNS_OFFSET = 0'),
  'track.gaps': follow('tempo-bank.ts', '    this.#forget()\n', ''),
  'onset.late': listener('evidence.deviation = this.#late', 'evidence.deviation = 0'),
  'onset.hardly': follow('evidence.ts', 'LEAST: Ratio = 0.1', 'LEAST: Ratio = 0'),
  'track.doubt': follow('habit.ts', 'DOUBT: Seconds = 0.1', 'DOUBT: Seconds = 0'),
  'follow.period': follow(
    'clock.ts',
    'clamp(this.period + periodMove, low, high)',
    'clamp(this.period, low, high)',
  ),
  'follow.next': follow('clock.ts', 'clamp(period * length + move,', 'clamp(period * length,'),
  'follow.smooth': follow('zones.ts', 'const near = strength * follow', 'const near = 0'),
  'follow.classic': follow('zones.ts', 'deviation < furthest ? deviation : furthest', 'furthest'),
  'zones.fast': follow('thresholds.ts', 'limit > half ? half / limit : 1', '1'),
  'zones.unit': follow('thresholds.ts', 'threshold.beats * beat * 1000', 'threshold.beats * beat * 500'),
  'zones.section': play('lane.ts', 'zones[this.#course.def?.zones ?? 0] ?? null', 'zones[0] ?? null'),
  'player.count': play('lane.ts', '/ (course.quartersTo(BAR_1) - last)', '/ course.quartersTo(BAR_1)'),
  'player.time-zero': play(
    'course.ts',
    'this.measure = 1 - Math.ceil(countBeats',
    'this.measure = -Math.ceil(countBeats',
  ),

  // Tempo, metre and swing
  'tempo.range': follow(
    'clock.ts',
    'return clamp(period * length + move, low * length, high * length)',
    'return period * length + move',
  ),
  'tempo.range-default': check('tempo.ts', 'DEFAULT_SHARE = 0.25', 'DEFAULT_SHARE = 0.3'),
  'tempo.ramp': play(
    'lane.ts',
    'this.#listener.adapt = plan.leads ? 0 : this.#adapt',
    'this.#listener.adapt = this.#adapt',
  ),
  'tempo.ladder': play(
    'tempo-changes.ts',
    'Math.min(program.to, program.from + rung)',
    'program.from + rung',
  ),
  'swing.ratio': play('band/swing.ts', 'MOST_SWING: Ratio = 0.78', 'MOST_SWING: Ratio = 0.52'),
  'swing.warp': play('band/swing.ts', '(inPair - unit) * (2 - 2 * ratio)', '(inPair - unit)'),
  'swing.pairs': play(
    'band/swing.ts',
    'if ((index + 1) * pair > length) return at',
    'if (index * pair > length) return at',
  ),
  'swing.short': play(
    'band/swing.ts',
    '1 - shortMs / 1000 / (2 * unit * period)',
    '1 - shortMs / 1000 / (2 * unit)',
  ),

  'unit.step': check(
    'loops.ts',
    'return divide(amount, { num: 4, den: 1 })',
    'return divide(amount, { num: 5, den: 1 })',
  ),

  // Bars
  'bars.count': check(
    'cell-counts.ts',
    'const PER_BEAT = [1, 2, 3, 4, 6, 8] as const',
    'const PER_BEAT = [1, 2, 3, 4, 5, 6, 8] as const',
  ),
  'bars.velocity': check('bars.ts', 'ghost: 0.25 }', 'ghost: 0.35 }'),
  'bars.cycle': play('band/bar.ts', '(bar + bars) % bars', '(measure + bars) % bars'),
  'bars.hold-end': play('band/bar.ts', 'Math.min(toRest, toEnd)', 'Math.max(toRest, toEnd)'),
  'bars.loop': play('band/bar.ts', 'const barStart = bar * def.meter.quarters', 'const barStart = 0'),
  'bars.nearest': play(
    'band/line.ts',
    'Math.abs(pitch - wanted) < Math.abs(best - wanted)',
    'Math.abs(pitch - wanted) > Math.abs(best - wanted)',
  ),
  'bars.first': play('band/line.ts', '(low + high) / 2 - 6 * octavesUp', '(low + high) / 2'),
  'bars.eight': play('band/line.ts', 'eight ? last + 6.5 : last', 'last'),
  'bars.degree-octave': play(
    'band/line.ts',
    'foldIntoRange(pitch + 12 * octave, range)',
    'foldIntoRange(pitch, range)',
  ),

  'section.meter': check(
    'note-values.ts',
    'before.num === after.num && before.den === after.den',
    'before.num !== after.num',
  ),

  // Form
  'form.times': play('form.ts', ': time + 1 >= step.times', ': time + 1 >= 1'),
  'form.vamp': play(
    'form.ts',
    "step.kind === 'vamp' ? this.#cued || this.#vampOnce :",
    "step.kind === 'vamp' ? true :",
  ),
  'form.end': play('form.ts', '&& !this.#repeat) return false', ') return false'),
  'form.pickup': play('bar-player.ts', 'this.#makeBar(maker, -1)', 'this.#makeBar(maker, 0)'),
  'form.pickup-count': play('band/bar.ts', "if (isPickup && member.kind === 'metronome') return", ''),
  'form.score': play('score/section-map.ts', "if (section.name !== '')", 'if (starts.length === 0)'),
  'form.pickup-score': play('alone.ts', 'main.start(0, early)', 'main.start(0, 0)'),
  'form.pickup-chords': play('band/bar.ts', 'bar < 0 ? (def.bars ?? 0) - 1 : bar', 'bar'),
  'form.pickup-plain': play('band/bar.ts', '!isPickup && settings.restEvery', 'settings.restEvery'),
  'form.pickup-length': play('pickup.ts', 'Math.max(0, whole - pickup) * length', '0'),
  'form.pickup-top': at(
    'compiler/check/pickup.ts',
    'section.pickup ?? model.pickup) : null',
    'section.pickup) : null',
  ),
  'form.pickup-unplayed': at(
    'compiler/check/pickup.ts',
    'return opens(model, section)',
    'return section.pickup !== null',
  ),
  'section.mute': play(
    'band/parts.ts',
    "settings[index]?.mute === true || section.mute.includes(members[index]?.name ?? '')",
    'settings[index]?.mute === true',
  ),

  // Members
  'follows.grid': play(
    'band/parts.ts',
    "if (typeof follows === 'string') return follows",
    "if (typeof follows === 'string') return 'player'",
  ),
  'follows.member': play(
    'band/parts.ts',
    "if (follows === undefined || typeof follows === 'string') break",
    'break',
  ),
  'member.level-ramp': play(
    'band/parts.ts',
    '(level.toDb - level.fromDb) * beats',
    '(level.toDb - level.fromDb) * 0',
  ),
  'member.dynamics': play('band/loudness.ts', 'wanted < -most ? -most : wanted', 'wanted'),
  'member.human': play('band/human.ts', 'MOST_DEVIATIONS = 2.5', 'MOST_DEVIATIONS = 0.2'),
  'member.rest': play(
    'band/bar.ts',
    '(bar + 1) % settings.restEvery === 0',
    'bar % settings.restEvery === 0',
  ),
  'drummer.fill': play('band/drummer.ts', '(bar + 1) % fill.everyBars === 0', 'bar % fill.everyBars === 0'),
  'drummer.fill-shape': play('band/drummer.ts', 'FILL_LOUDEST: Ratio = 0.95', 'FILL_LOUDEST: Ratio = 0.5'),
  'drummer.trade': play(
    'band/drummer.ts',
    'Math.floor(bar / tradeBars) % 2 === 1',
    'Math.floor(bar / tradeBars) % 3 === 2',
  ),
  'drummer.crash': play(
    'band/drummer.ts',
    "['crash', 'ride', 'bell', 'hat']",
    "['crash', 'hat', 'ride', 'bell']",
  ),
  'bassist.anticipate': play(
    'band/sink.ts',
    'LINE_ANTICIPATION: Quarters = 1',
    'LINE_ANTICIPATION: Quarters = 0',
  ),
  'comp.anticipate': play('band/sink.ts', 'ANTICIPATION: Quarters = 0.5', 'ANTICIPATION: Quarters = 0'),
  'comp.skank': play('band/sink.ts', ' || this.#skanked > 1', ''),
  'comp.power': play('band/voicing.ts', 'tones.length === 2', 'false'),
  'comp.strummed': play('band/sink.ts', 'this.#strummed >= A_STRUM', 'false'),
  'comp.hold': play('band/harmony.ts', 'chord.symbol !== held.symbol', 'chord.root < 0'),
  'comp.length': play('band/sink.ts', '(end - place) * length', 'end - place'),
  'comp.ninth': play('band/voicing.ts', 'shape.includes(tone + 13)', 'false'),
  'comp.strum': play('band/strum.ts', 'down ? n - first : end - 1 - n', 'n - first'),

  // Rules and defaults
  'rule.for': play('rules.ts', 'rule.held >= this.#neededBeats(rule, moment)', 'rule.held >= 1'),
  'rule.conflict': play(
    'rules.ts',
    'return b.rule.since - a.rule.since',
    'return a.rule.since - b.rule.since',
  ),
  'default.range': at('compiler/defaults.ts', 'return { low: 40, high: 64 }', 'return { low: 40, high: 65 }'),
  'default.voicing': at('compiler/defaults.ts', "kind === 'guitarist' ? 'drop2' : 'close'", "'close'"),
}
