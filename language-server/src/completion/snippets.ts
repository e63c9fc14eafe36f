/** Whole constructs, by the syntax that their keyword begins. Data; laid out as the formatter does. */

export interface Snippet {
  /** The keyword that begins it in the grammar. */
  readonly keyword: string;
  /** Only where this is being read: the syntax stands in other places too. */
  readonly within?: string;
  readonly label: string;
  readonly body: string;
  readonly says: string;
}

/** By the type of the node that it makes. */
export const snippets: Readonly<Record<string, readonly Snippet[]>> = {
  AggregateDecl: [
    {
      keyword: "aggregate",
      label: "aggregate …",
      says: "An aggregate with its state, an event, its effect, and a command.",
      body: `aggregate \${1:Order} by \${2:orderId}: \${3:OrderId} {
  state {
    \${4:reference}: \${5:string}
  }

  event \${6:OrderPlaced} { \${4:reference}: \${5:string} }

  create command \${7:Place}(\${4:reference}: \${5:string}) {
    emit \${6:OrderPlaced}(\${4:reference})
  }

  on \${6:OrderPlaced} { \${4:reference} }$0
}`,
    },
    {
      keyword: "aggregate",
      label: "aggregate with lifecycle …",
      says: "An aggregate that moves through statuses.",
      body: `aggregate \${1:Order} by \${2:orderId}: \${3:OrderId} {
  lifecycle \${4:open} -> \${5:closed}

  state {
    \${6:reference}: \${7:string}
  }

  event \${8:Opened} { \${6:reference}: \${7:string} }
  event \${9:Closed}

  create command \${10:Open}(\${6:reference}: \${7:string}) {
    emit \${8:Opened}(\${6:reference})
  }
  command \${11:Close}() in \${4:open} {
    emit \${9:Closed}()
  }

  on \${8:Opened} -> \${4:open} { \${6:reference} }
  on \${9:Closed} -> \${5:closed}$0
}`,
    },
  ],
  ProjectionDecl: [
    {
      keyword: "projection",
      label: "projection …",
      says: "Rows that events keep up to date.",
      body: `projection \${1:Name} by \${2:key}: \${3:string} {
  \${4:count}: \${5:int} = \${6:0}

  on \${7:Event} by \${8:event.key} { \${4:count} += \${9:1} }$0
}`,
    },
  ],
  SagaDecl: [
    {
      keyword: "saga",
      label: "saga …",
      says: "Long-running work over several aggregates: steps, sends, timers.",
      body: `saga \${1:Name} by \${2:key}: \${3:Id} {
  state {}

  start on \${4:Event} -> \${5:waiting} {
    send \${6:Command}($7)
  }
  step \${5:waiting} {
    on \${8:Event} -> \${9:done}
    after \${10:15m} -> \${11:failed} { undo all }
  }
  end \${9:done}, \${11:failed}
}`,
    },
  ],
  PolicyDecl: [
    {
      keyword: "policy",
      label: "policy …",
      says: "A command that follows from an event.",
      body: `policy \${1:Name} on \${2:Event} {
  send \${3:Command}($4)
}`,
    },
  ],
  ValueDecl: [
    {
      keyword: "value",
      label: "value …",
      says: "A value object: compared by what it holds.",
      body: `value \${1:Money} {
  \${2:amount}: \${3:decimal(2)}$0
}`,
    },
  ],
  EnumDecl: [
    {
      keyword: "enum",
      label: "enum …",
      says: "A closed list of names.",
      body: "enum ${1:Channel} { ${2:web}, ${3:store} }",
    },
  ],
  IdDecl: [{ keyword: "id", label: "id …", says: "An identity: a branded uuid.", body: "id ${1:OrderId}" }],
  TypeDecl: [
    {
      keyword: "type",
      label: "type …",
      says: "A type of its own with a rule.",
      body: "type ${1:Quantity} = ${2:int} where ${3:it >= 1}",
    },
  ],
  FunctionDecl: [
    {
      keyword: "function",
      label: "function …",
      says: "A pure function.",
      body: "function ${1:name}(${2:value}: ${3:int}): ${4:int} = ${5:value}",
    },
  ],
  ExternalFunctionDecl: [
    {
      keyword: "external",
      label: "external function …",
      says: "A function written in TypeScript; bodies of commands and sagas may call it.",
      body: "external function ${1:name}(${2:value}: ${3:string}): ${4:decimal} sample ${5:0}",
    },
  ],
  ExternalCommandDecl: [
    {
      keyword: "external",
      label: "external command …",
      says: "A command that a TypeScript handler carries out.",
      body: 'external command ${1:Name}(${2:to}: ${3:string}) returns { ${4:receipt}: ${5:string} } sample (${4:receipt}: "${6:r-1}")',
    },
  ],
  ScenarioDecl: [
    {
      keyword: "scenario",
      label: "scenario for …",
      says: "An example for one aggregate.",
      body: `scenario "\${1:what is shown}" for \${2:Aggregate} {
  given \${3:Event}($4)
  when \${5:Command}($6)
  then \${7:Event}($8)
}`,
    },
    {
      keyword: "scenario",
      label: "scenario …",
      says: "An example over several aggregates, with projections, sagas and policies.",
      body: `scenario "\${1:what is shown}" {
  given \${2:Aggregate} "\${3:a1}" { \${4:Event}($5) }
  when \${6:Command}($7)
  then \${2:Aggregate} "\${3:a1}" { \${8:Event}($9) }
}`,
    },
  ],
  StateBlock: [
    {
      keyword: "state",
      label: "state …",
      says: "What is remembered.",
      body: "state {\n  ${1:name}: ${2:string}$0\n}",
    },
  ],
  Lifecycle: [
    {
      keyword: "lifecycle",
      label: "lifecycle …",
      says: "The statuses and the moves between them.",
      body: "lifecycle ${1:open} -> ${2:closed}",
    },
  ],
  EntityDecl: [
    {
      keyword: "entity",
      label: "entity …",
      says: "A part of the aggregate with a key of its own.",
      body: "entity ${1:Line} by ${2:sku}: ${3:Sku} { ${4:quantity}: ${5:int} }",
    },
  ],
  EventDecl: [
    {
      keyword: "event",
      label: "event with on …",
      says: "An event and its effect.",
      body: "event ${1:Happened} { ${2:amount}: ${3:int} }\non ${1:Happened} { ${2:amount} }",
    },
  ],
  CommandDecl: [
    {
      keyword: "command",
      label: "command …",
      says: "A command with a rule and an event.",
      body: `command \${1:Name}(\${2:amount}: \${3:int}) {
  require \${4:amount > 0} else \${5:Rejection}
  emit \${6:Event}($7)
}`,
    },
    {
      keyword: "create",
      label: "create command …",
      says: "The command that makes the aggregate.",
      body: `create command \${1:Name}(\${2:amount}: \${3:int}) {
  emit \${4:Event}($5)
}`,
    },
  ],
  RejectionDecl: [
    {
      keyword: "rejection",
      label: "rejection …",
      says: "Why a command may say no.",
      body: 'rejection ${1:TooMuch} "${2:Only {left\\} is left}" { ${3:left}: ${4:int} }',
    },
  ],
  Invariant: [
    {
      keyword: "invariant",
      label: "invariant …",
      says: "What always holds.",
      body: 'invariant ${1:Name} "${2:what holds}": ${3:amount >= 0}',
    },
  ],
  VersionClause: [
    {
      keyword: "version",
      label: "version …",
      says: "How this version came from the one before.",
      body: "version ${1:2} { add ${2:field} = ${3:value} }",
    },
  ],
  EnumVersion: [
    {
      keyword: "version",
      label: "version …",
      says: "How this version came from the one before.",
      body: "version ${1:2} { rename ${2:old} to ${3:new} }",
    },
  ],
  SagaStep: [
    {
      keyword: "step",
      label: "step …",
      says: "A step, what moves it on, and its timer.",
      body: `step \${1:waiting} {
  on \${2:Event} -> \${3:done}
  after \${4:15m} -> \${5:failed}
}`,
    },
  ],
  QueryDecl: [
    {
      keyword: "query",
      label: "query …",
      says: "Rows by a condition, in an order.",
      body: "query ${1:name}(${2:min}: ${3:int}) where ${4:count >= min} order by ${5:count} desc",
    },
  ],
  RequireStatement: [
    {
      keyword: "require",
      label: "require … else",
      says: "Rejects the command unless this holds.",
      body: "require ${1:condition} else ${2:Rejection}",
    },
  ],
  IfStatement: [
    { keyword: "if", label: "if { … }", says: "Only if this holds.", body: "if ${1:condition} {\n  $0\n}" },
    {
      keyword: "if",
      label: "if { … } else { … }",
      says: "One or the other.",
      body: "if ${1:condition} {\n  $2\n} else {\n  $0\n}",
    },
  ],
  Loop: [
    {
      keyword: "for",
      within: "ForStatement.loop",
      label: "for … in",
      says: "For each item of a list.",
      body: "for ${1:item} in ${2:list} {\n  $0\n}",
    },
  ],
  LetStatement: [
    { keyword: "let", label: "let …", says: "A name for a value.", body: "let ${1:name} = ${2:value}" },
  ],
  SendStatement: [
    {
      keyword: "send",
      label: "send … undo",
      says: "A command, and the one that undoes it.",
      body: "send ${1:Command}($2)\n  undo ${3:Command}($4)",
    },
  ],
  IfExpr: [
    {
      keyword: "if",
      label: "if … then … else",
      says: "One of two values.",
      body: "if ${1:condition} then ${2:a} else ${3:b}",
    },
  ],
};
