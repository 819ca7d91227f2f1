import type { ServerWords } from './server-words-shape.ts'

/** What the server says, in Spanish: each code of `[ig]/CodeSystem/ccm-rule`, and each kind of refusal. */
export const serverWords: ServerWords = {
  rules: {
    // Time
    overlap: 'La misma persona ya tiene otro registro a esa hora: sus minutos no pueden traslaparse.',
    'timer-running': 'Ya hay un cronómetro en marcha: uno por persona.',
    'end-before-start': 'El final es anterior al comienzo.',
    'longer-than-24h': 'Un registro dura más de 24 horas: alguien olvidó detener el cronómetro.',
    future: 'Está en el futuro: solo se registra lo que ya ocurrió.',
    'not-your-time': 'El personal clínico registra solo su propio tiempo.',
    'not-your-word': 'Cada persona dice en su propio nombre quién hizo qué; lo que dijeron otras no se cambia.',
    'patient-fixed':
      'De quién es no cambia nunca: se marca aquí como registrado por error y se hace de nuevo en el otro expediente.',
    'no-enrollment': 'El paciente no tiene ninguna inscripción a la que pueda pertenecer este tiempo.',
    'month-closed': 'El mes de este paciente está cerrado: ábralo de nuevo para corregirlo.',
    'engine-only': 'Esto lo escribe solo el servidor: cargos, meses y registro de auditoría.',
    'correction-without-reason': 'Quien corrige el tiempo de otra persona dice por qué.',
    'time-conflict':
      'El mismo momento está registrado para dos programas: ninguno cuenta hasta corregir uno de los registros.',

    // Time that is kept and not counted
    'before-consent': 'El tiempo es anterior al consentimiento del paciente.',
    'after-withdrawal': 'El tiempo es posterior al retiro del consentimiento.',
    'before-start': 'El tiempo es anterior al comienzo de la inscripción.',
    'after-end': 'El tiempo es posterior al final de la inscripción.',
    'after-death': 'El tiempo es posterior al fallecimiento del paciente.',
    hospice: 'El paciente está en hospicio.',
    inpatient: 'Ese día el paciente estaba en el hospital o en enfermería especializada (Parte A).',
    'e-m-day': 'El médico que cobra vio al paciente ese día: ningún minuto cuenta si no se demuestra que fue aparte.',
    'non-clinical': 'El tiempo del personal no clínico no cuenta.',
    automation: 'El tiempo de programas y llamadas automáticas no cuenta; el de quien lo revisa, sí.',
    'not-countable': 'Esta clase de trabajo no es manejo de cuidados según Medicare: no cuenta.',
    'other-program': 'El tiempo pertenece a otro programa o inscripción: un minuto sirve a uno solo.',
    'unknown-role': 'Quien lo hizo no tenía papel en el consultorio ese día: contará cuando un administrador se lo dé.',

    // Enrolling and ending
    'already-enrolled': 'El paciente ya está inscrito en el programa, o con este profesional.',
    'other-biller': 'Otro profesional cobra el programa por este paciente en el mes. Solo uno puede.',
    'not-enrolled': 'El paciente no está inscrito, o no lo estuvo en el mes.',
    'not-eligible': 'El expediente no muestra lo que pide el programa.',
    'no-consent': 'No hay consentimiento registrado del paciente para el programa con este profesional.',
    'consent-incomplete': 'No se dice cómo, cuándo o ante quién se dio el consentimiento.',
    'consent-statement-missing': 'Antes de consentir, al paciente se le dicen cuatro cosas; falta una.',
    'no-billing-practitioner': 'No se nombra a nadie que cobre el programa.',
    'not-a-billing-practitioner': 'La persona nombrada no puede cobrar: por su papel o porque le falta el NPI.',
    'not-your-attestation': 'Solo un profesional que cobra confirma, y en su propio nombre.',
    'not-your-complexity':
      'Solo un profesional que cobra registra la complejidad de la decisión médica, y en su propio nombre.',
    'plan-not-in-force': 'Para esto hace falta un plan de cuidados vigente: ni borrador ni terminado.',
    'plan-incomplete':
      'Falta un elemento obligatorio del plan: solo entra en vigor con una decisión que el plan registre.',
    'unknown-reference': 'Aquello a lo que se refiere no está en este expediente ni en el consultorio.',
    'enrollment-fixed': 'El paciente y el programa de una inscripción no cambian nunca.',
    enrolled: 'Un paciente inscrito se conserva en el registro: primero se termina la inscripción.',
    'enrollment-state': 'La inscripción no puede pasar de su estado a este, o le falta lo que este pide.',
    'no-start': 'No se dice cuándo empieza la inscripción.',
    'no-end': 'No se dice cuándo terminó la inscripción.',
    'beside-other-program':
      'Otro profesional cobra otro programa por el paciente: deben ser para condiciones distintas, con el motivo escrito.',

    // Before a month can be billed
    'month-running': 'El mes no ha terminado en la zona horaria del consultorio.',
    'close-running': 'Otra persona está cerrando el mes en este momento.',
    deceased: 'El paciente ha fallecido.',
    'coverage-unknown': 'No hay cobertura registrada que diga quién paga.',
    'coverage-ended': 'Ninguna cobertura registrada está vigente ese día.',
    'medicare-advantage': 'Paga un plan Medicare Advantage, con sus propias reglas: no se cobra a la Parte B.',
    'not-medicare': 'Solo hay registrados otros pagadores, no Medicare.',
    'access-aligned': 'Los participantes del modelo ACCESS y sus afiliados no cobran nada más por el paciente.',
    'no-mbi': 'Falta el número de beneficiario de Medicare (MBI) del paciente.',
    'no-attestation': 'Ningún médico ha confirmado que las condiciones duran y ponen en riesgo al paciente.',
    'no-initiating-visit': 'No está registrada la consulta con la que empieza el programa.',
    'no-care-plan': 'No había un plan de cuidados completo en vigor: un borrador no lo es.',
    'entry-unclear': 'Un registro de tiempo no tiene final ni minutos.',
    paused: 'La inscripción estaba en pausa en ese momento.',
    'no-service': 'No hay nada registrado que se hiciera por el paciente en el mes, o ningún día pudo atendérsele.',
    'family-conflict': 'El mismo profesional tiene al paciente en otro programa: uno por profesional y mes.',
    'already-billed': 'El mes ya está cobrado: hay un cargo o reclamo del programa.',
    'bundled-service': 'Un servicio registrado en el mes ya se paga dentro de este, o este dentro de aquel.',
    'tcm-conflict': 'En el mes hay manejo de transición del mismo profesional, que no puede ir junto con este.',
    'care-plan-oversight': 'En el mes hay supervisión del plan: del mismo profesional no se pagan ambos.',
    'same-day-edit':
      'No puede cobrarse el mismo día que otro servicio: otro día del mes, o un modificador, puede bastar.',
    'modifier-25': 'Una consulta en la fecha del servicio necesita el modificador 25.',

    // What a biller should know
    'coverage-assumed': 'La cobertura no nombra ninguna parte de Medicare: se supone la Parte B.',
    'price-assumed': 'No hay precio registrado de este año: se toma el último conocido.',
    qmb: 'Beneficiario Calificado de Medicare (QMB): nunca se le cobra deducible ni coseguro; algunos códigos son solo para estos pacientes.',
    esrd: 'Enfermedad renal terminal: quien cobra la diálisis del mes no puede cobrar el manejo de cuidados.',
    'concurrent-program':
      'Otro profesional tiene al paciente en otro programa en el mes: deben ser para condiciones distintas.',
    'time-unclear': 'Un registro de tiempo no tiene final ni minutos: no cuenta nada de él.',
    'manual-entry': 'Parte del tiempo no tiene horas de reloj: alguien debería revisarlo.',
    'prior-authorization':
      'El tiempo de autorización previa cuenta porque así lo decidió el consultorio; las fuentes no coinciden.',
    'no-patient-contact': 'En todo el mes nadie habló ni escribió con el paciente o su cuidador.',
    'cloned-note': 'Hay registros con la misma nota palabra por palabra: los auditores dudan de ellos.',
    'e-m-override': 'Cuenta tiempo en un día de consulta porque alguien dio un motivo.',

    // Why a code is not billed
    'too-few-minutes': 'Los minutos contados no alcanzan el código.',
    'other-family': 'Se cobra una familia de códigos por paciente y mes; es otra.',
    'base-not-billed': 'Se cobra solo junto con su código base.',
    'no-complexity': 'El profesional que cobra no ha registrado la complejidad que pide el código.',
    'no-plan-revision': 'El consultorio cobra cuidados complejos solo si el plan se hizo o se revisó ese mes.',
    'condition-count': 'El código es para más, o para menos, condiciones crónicas.',
  },
  values: {
    hospice: [[/since (\S+)\.$/, 'El paciente está en hospicio desde el {1}.']],
    deceased: [
      [/dead on (\S+)\.$/, 'El paciente había fallecido el {1}.'],
      [/died on (\S+), before/, 'El paciente falleció el {1}, antes de este mes.'],
    ],
    'after-death': [[/died on (\S+)\.$/, 'El paciente falleció el {1}.']],
    'before-consent': [[/consented on (.+), later than this\.$/, 'El paciente consintió el {1}, después de esto.']],
    'after-withdrawal': [[/withdrew consent on (.+)\.$/, 'El paciente retiró su consentimiento el {1}.']],
    'after-end': [[/ended on (.+)\.$/, 'La inscripción terminó el {1}.']],
    inpatient: [[/care on (\S+)\.$/, 'El {1} el paciente estaba en el hospital o en enfermería especializada.']],
    'coverage-ended': [[/in force on (\S+)\.$/, 'Ninguna cobertura registrada está vigente el {1}.']],
    'month-closed': [
      [/^(\d{4}-\d{2}) (?:is|has been) closed/, 'El mes {1} está cerrado: ábralo de nuevo para corregirlo.'],
    ],
    'enrollment-state': [[/asked before (\S+)\.$/, 'El paciente no quiere que se le pregunte antes del {1}.']],
    'base-not-billed': [[/only beside (\d+)\.$/, 'Se cobra solo junto con {1}.']],
    'too-few-minutes': [
      [
        /wants (\d+) minutes .* in the month; (\d+) count/,
        'Pide {1} minutos en el mes; cuentan {2}. Nunca se redondea hacia arriba.',
      ],
    ],
  },
  kinds: {
    401: 'Su sesión terminó. Inicie sesión y vuelva a intentarlo.',
    403: 'Su papel no permite hacer esto. Un administrador puede darle otro.',
    404: 'Ya no está en el expediente.',
    409: 'Alguien lo cambió mientras tanto. Vuelva a leerlo e inténtelo de nuevo.',
    410: 'Fue borrado.',
    412: 'Alguien lo cambió mientras tanto. Vuelva a leerlo e inténtelo de nuevo.',
    413: 'Es demasiado grande para enviarlo.',
    429: 'Son demasiadas solicitudes a la vez. Espere un momento e inténtelo de nuevo.',
    other: 'El servidor no lo aceptó. No se guardó nada.',
    down: 'El servidor no puede hacerlo ahora. No se guardó nada: inténtelo de nuevo.',
  },
}
