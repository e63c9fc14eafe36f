/// Devices that report what they measure.
//
// Exercises: `any command` and aggregates without a creating command; counters; json; instants as map keys and in sets;
// events with no fields; retired events (one to many, to several, to nothing); `formerly`; an empty effect; snapshots;
// `meta` in `on` and in projections (`position`, `streamId`, `correlationId`, `actor`); projections that delete and
// update; `from start`; `caller.roles`; scenarios that give retired events and old versions.
context Iot

id DeviceId = string where it matches /^dev-[a-z0-9]+$/
id BatchId
type Celsius = decimal(1) where it >= -273.1
enum Level { low, normal, high, alarm
  version 2 {
    rename hot to high
    remove unknown as normal
  }
}

role Device
role Operator

value Reading {
  at: instant
  value: Celsius
  level: Level = normal
  raw: json?

  version 2 { add level = if old.value > 50 then high else normal }
  version 3 { add raw }
}

function levelOf(value: decimal, limit: decimal): Level =
  if value > limit + 20 then alarm else if value > limit then high else if value < -20 then low else normal

aggregate Device by deviceId: DeviceId {
  state {
    seen: int = 0
    alarms: int = 0
    limit: Celsius = 50
    last: Reading?
    perLevel: map<Level, int>
    perDay: map<date, int>
    muted: set<Level>
    firmware: string = "0"
    settings: json?
    firstSeen: instant?
    lastActor: string?
  }

  rejection Muted "{level} is muted" { level: Level }

  event Measured formerly Read, Sampled {
    reading: Reading
    batch: BatchId?

    version 2 {
      remove celsius: decimal(1)
      remove when: instant
      add reading = Reading(at: old.when, value: old.celsius)
    }
    version 3 { adopt Reading 2 }
    version 4 { adopt Reading 3, add batch }
  }
  event Alarmed { value: Celsius }
  event LimitSet { limit: Celsius }
  event LevelMuted { level: Level, muted: bool }
  event Configured { settings: json?, firmware: string }
  event Pinged
  public event Forgotten

  retired event Burst { values: decimal(1)[], at: instant }
    becomes Measured(reading: Reading(at: at, value: v, level: normal, raw: none), batch: none) for v in values
  retired event LimitedAndPinged { limit: decimal(1) } becomes LimitSet(limit), Pinged()
  retired event Heartbeat becomes nothing

  any command Measure(value: Celsius, raw: json?, batch: BatchId?) allow Device where caller.id == deviceId {
    let level = levelOf(value, limit)
    require level == alarm or not muted.contains(level) else Muted(level)
    emit Measured(reading: Reading(now, value, level, raw), batch: batch ?? BatchId(newId()))
    if level == alarm { emit Alarmed(value) }
  }
  any command SetLimit(limit: Celsius) allow Operator {
    if command.limit != state.limit { emit LimitSet(limit: command.limit) }
  }
  any command Mute(level: Level, on: bool = true) allow Operator where not caller.roles.isEmpty {
    if on != muted.contains(level) { emit LevelMuted(level, muted: on) }
  }
  any command Configure(settings: json?, firmware: string = "1") allow anyone {
    emit Configured(settings: command.settings, firmware: command.firmware)
  }
  any command Ping() { emit Pinged() }
  command Forget() allow Operator, system { emit Forgotten() }

  on Measured {
    seen += 1
    last = event.reading
    perLevel[event.reading.level] = (perLevel[event.reading.level] ?? 0) + 1
    perDay[meta.occurredAt.date] = (perDay[meta.occurredAt.date] ?? 0) + 1
    firstSeen = firstSeen ?? meta.occurredAt
  }
  on Alarmed { alarms += 1 }
  on LimitSet { limit }
  on LevelMuted {
    if event.muted { muted += event.level } else { muted -= event.level }
  }
  on Configured { settings, firmware }
  on Pinged
  on Forgotten {
    last = none
    seen = 0
  }

  snapshot every 1000
}

projection Latest by deviceId: DeviceId {
  value: Celsius = 0
  level: Level = normal
  at: instant?
  by: string?
  stream: string = ""
  flow: string?
  position: string = ""
  index level, value desc
  on Measured {
    value = event.reading.value
    level = event.reading.level
    at = event.reading.at
    stream = meta.streamId
  }
  on LimitSet update { at = meta.occurredAt }
  on Forgotten delete
  query alarming(levels: Level[] = [alarm]) where level in levels order by value desc
  query hotter(than: Celsius, n: int = 3) where row.value > than order by row.value desc limit n
}
projection Levels by level: Level {
  count: int = 0
  devices: set<DeviceId>
  on Measured by event.reading.level {
    count += 1
    devices += event.deviceId
  }
}
policy Shout from start on Alarmed where event.value > 100 {
  send Siren(device: event.deviceId, value: event.value)
}
external command Siren(device: DeviceId, value: decimal)

scenario "the first reading of a device" for Device {
  when Measure(value: 20.5)
  then Measured(reading: Reading(value: 20.5, level: normal, at: "2026-01-01T00:00:00.000Z"))
}
scenario "a burst of old counts" for Device {
  given
    Burst(values: [1, 2.5], at: "2025-01-01T00:00:00.000Z"),
    Heartbeat(),
    LimitedAndPinged(limit: 30),
    Measured version 1 (celsius: 70, when: "2025-01-01T00:00:00.000Z")
  when SetLimit(limit: 30) as Operator
  then nothing
  then state(seen: 3, limit: 30)
}
