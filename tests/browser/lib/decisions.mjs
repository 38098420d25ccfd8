// What the two teams of the class do: the same roles, opposite decisions, phase by phase.
//
// `watch` names what in the team's own view must change because of the decision: a figure at the top, a zone of the
// map, or a service; `becomes` says what it must turn to, where it might change for another reason. `later` marks changes
// that come only with the action's effect, once the clock has run.

const figure = (name) => ({ figure: name });
const zone = (name) => ({ role: "button", name: new RegExp(`^${name} zone: `) });
const service = (name) => ({ role: "progressbar", name: new RegExp(`^${name}: `) });

/** Decisions by phase and team: one spends early and acts, the other spares, waits, and acts too much. */
export const PHASES = [
  {
    name: "prevention",
    teams: [
      [
        { role: "Security lead", action: "Let antivirus block, not only report", watch: figure("Budget") },
        { role: "IT operations", action: "Keep one backup copy offline", watch: figure("Budget") },
        { role: "Nursing and ward lead", action: "Practise working on paper, all wards", watch: figure("Budget") },
      ],
      [
        { role: "Incident commander", action: "Hold a crisis team exercise", watch: figure("Budget") },
        { role: "Security lead", action: "Hold back emails with risky attachments", watch: figure("Budget") },
        { role: "Communications and legal", action: "Course for all staff about fake emails", watch: figure("Budget") },
      ],
    ],
  },
  {
    name: "detection",
    teams: [
      [
        { role: "Incident commander", action: "Ask the board for more money", watch: figure("Budget"), later: true },
        { role: "IT operations", action: "Install updates in one zone", watch: figure("Budget") },
        { role: "Nursing and ward lead", action: "Rehearse paper charts on one service", watch: figure("Budget") },
      ],
      [
        {
          role: "Security lead", action: "Cut off an office or technical zone", target: "Building systems",
          watch: zone("Building systems"), becomes: /cut off/, later: true,
        },
        { role: "IT operations", action: "Install updates in one zone", watch: figure("Budget") },
        { role: "Medical lead", action: "Call more doctors in", watch: figure("Budget") },
      ],
    ],
  },
  {
    name: "response",
    teams: [
      [
        {
          role: "Security lead", action: "Cut off an office or technical zone", target: "Offices and email",
          watch: zone("Offices and email"), becomes: /cut off/, later: true,
        },
        {
          role: "Nursing and ward lead", action: "Start working on paper", target: "Wards and medication",
          watch: service("Wards and medication"), becomes: /on paper/, later: true,
        },
        { role: "IT operations", action: "Call all IT people in", watch: figure("Budget") },
      ],
      [
        {
          role: "Medical lead", action: "Postpone some planned care", target: "Outpatient clinics",
          watch: figure("Visits cancelled"), later: true,
        },
        {
          role: "Medical lead", action: "Send some urgent patients elsewhere", target: "Emergency department",
          watch: figure("Patients diverted"), later: true,
        },
        { role: "Security lead", action: "Copy computers and records as evidence", watch: figure("Budget") },
        { role: "Nursing and ward lead", action: "Call more nurses in", watch: figure("Budget") },
      ],
    ],
  },
  {
    name: "recovery",
    // Fines have emptied the budgets: what costs nothing remains. One team sends patients elsewhere now, the other keeps them.
    // What is rebuilt comes back after weeks of work only, and which devices were struck is a matter of the attack.
    teams: [
      [
        { role: "Incident commander", action: "Ask the ministry for emergency money", watch: figure("Budget"), later: true },
        {
          role: "Medical lead", action: "Send some urgent patients elsewhere", target: "Emergency department",
          watch: figure("Patients diverted"), later: true,
        },
        {
          role: "Nursing and ward lead", action: "Start working on paper", target: "Emergency department",
          watch: service("Emergency department"), becomes: /on paper/, later: true,
        },
      ],
      [
        {
          role: "Diagnostics and pharmacy lead", action: "Start paper requests and phoned results", target: "Laboratory",
          watch: service("Laboratory"), becomes: /on paper/, later: true,
        },
        {
          role: "Nursing and ward lead", action: "Start working on paper", target: "Dialysis",
          watch: service("Dialysis"), becomes: /on paper/, later: true,
        },
      ],
    ],
  },
];

/** Who holds what: two people a team, four roles each, so that no stand-in decides. */
export const SEATS = [
  ["Incident commander", "Security lead", "IT operations", "Communications and legal"],
  ["Medical lead", "Nursing and ward lead", "Diagnostics and pharmacy lead", "Biomedical engineer"],
];
